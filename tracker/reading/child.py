"""The door of the child process: it gets the reading room, and nothing else of the program.

Run by its path. The package is put in place without its own code, so that the child neither waits for the web
and the database to load nor has them at hand while it reads what a stranger sent.
"""

import sys
from importlib import import_module
from pathlib import Path
from types import ModuleType

if __name__ == "__main__":
    package = ModuleType("tracker")
    package.__path__ = [str(Path(__file__).resolve().parents[1])]
    sys.modules["tracker"] = package
    import_module("tracker.reading.answering").main()
