# make book · test · fuzz · handouts · pdf · epub · lms · check · status · facts · links · digest · notebooks · bench · lab · serve · requirements · clean
# Every target first makes .venv and installs requirements.txt; a second run reuses both.
PYTHON ?= python3
PY := .venv/bin/python
# named after what is installed, since a clock that was wrong once would hide a change
READY := .venv/.installed-$(shell cat requirements.txt pyproject.toml | cksum | cut -d ' ' -f 1)
UNFINISHED := .venv/.installing

.PHONY: book test fuzz handouts pdf epub lms check status facts links digest notebooks bench lab serve requirements clean

book: $(READY)
	$(PY) -m migrationbook build

# conftest.py says which tests stay on one worker: the cells of a notebook share a kernel.
test: book
	$(PY) -m ruff check .
	$(PY) -m migrationbook pdf
	$(PY) -m pytest --nbval -n 2 --dist loadfile

# new examples each time, twenty times as many; what it finds becomes an @example of the test
fuzz: $(READY)
	$(PY) -m pytest tests -m hypothesis --hypothesis-profile=fuzz --hypothesis-show-statistics -n 2

handouts: $(READY)
	$(PY) -m migrationbook handouts

pdf: $(READY)
	$(PY) -m migrationbook pdf

epub: book
	$(PY) -m migrationbook epub

lms: $(READY)
	$(PY) -m migrationbook lms

check: $(READY)
	$(PY) -m migrationbook check

status: $(READY)
	$(PY) -m migrationbook status

facts: $(READY)
	$(PY) -m migrationbook facts

# Links inside the book are checked by every build; this one asks other hosts. Status 3: no network, nothing checked.
links: book
	$(PY) -m pip install --disable-pip-version-check --quiet -r requirements-links.txt
	$(PY) -m migrationbook links

digest: $(READY)
	@$(PY) -m migrationbook digest

notebooks: $(READY)
	$(PY) -m migrationbook notebooks

# measures only count on a quiet machine; BENCH=--quick shows in less time whether it works
bench: $(READY)
	$(PY) -m benchmarks $(BENCH)

lab: $(READY)
	$(PY) -m pip install --disable-pip-version-check --quiet -r requirements-lab.txt
	$(PY) -m jupyter lab chapters

serve: book
	$(PY) -m http.server --bind 127.0.0.1 --directory _build/html 8000

# fewest forks, lowest Python: a lock made for a newer Python failed on Debian's 3.11.2
requirements: $(READY)
	$(PY) -m pip install --quiet uv
	$(PY) -m uv pip compile --quiet --universal --fork-strategy fewest --python-version 3.11.2 \
	  --no-header --no-emit-index-url --no-emit-find-links requirements.in -o requirements.txt
	$(PY) -m uv pip compile --quiet --universal --fork-strategy fewest --python-version 3.11.2 \
	  --no-header --no-emit-index-url --no-emit-find-links requirements-lab.in -o requirements-lab.txt
	$(PY) -m uv pip compile --quiet --universal --fork-strategy fewest --python-version 3.11.2 \
	  --no-header --no-emit-index-url --no-emit-find-links requirements-links.in -o requirements-links.txt
	echo "-e ." >> requirements.txt

$(READY):
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' \
	  || { echo "Python 3.11, 3.12 or 3.13 is needed; name one with: make book PYTHON=python3.12"; exit 1; }
	@if [ -e $(UNFINISHED) ]; then echo "The last installation did not end: it begins anew."; rm -rf .venv; fi
	@mkdir -p .venv && touch $(UNFINISHED)
	$(PYTHON) -m venv .venv
	@echo "Installing about 200 packages; this takes one to three minutes the first time."
	$(PY) -m pip install --disable-pip-version-check --quiet -r requirements.txt
	@rm -f $(UNFINISHED) .venv/.installed* && touch $(READY)

clean:
	rm -rf _build
