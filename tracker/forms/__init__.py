"""Is it well formed: one file a noun. Forms judge the shape of what was typed; rules judge its sense."""
