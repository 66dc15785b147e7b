# make book · test · fuzz · handouts · pdf · epub · lms · check · status · facts · links · digest · notebooks · bench · lab · serve · requirements · clean
# Every target first makes .venv and installs requirements.txt; some install more, from requirements/. A second run reuses all.
PYTHON ?= python3
PY := .venv/bin/python
# stamps are named after what is installed, since a clock that was wrong once would hide a change
stamp = .venv/.$(1)-$(shell cat requirements.txt pyproject.toml $(2) | cksum | cut -d ' ' -f 1)
READY := $(call stamp,installed)
TEST := $(call stamp,test,requirements/test.txt)
LINKS := $(call stamp,links,requirements/links.txt)
LAB := $(call stamp,lab,requirements/lab.txt)
# .venv/.test-123 is the mark of requirements/test.txt
what = $(patsubst .%,%,$(firstword $(subst -, ,$(notdir $@))))
UNFINISHED := .venv/.installing
UV := uv==0.13.9
PIP := $(PY) -m pip install --disable-pip-version-check --quiet
# uv installs in ten seconds what takes pip more than a minute; where uv cannot be had or finds no packages, pip installs them
install = $(PY) -m uv pip install --quiet --compile-bytecode --python $(PY) -r $(1) 2>/dev/null || $(PIP) -r $(1)

.PHONY: book test fuzz handouts pdf epub lms check status facts links digest notebooks bench lab serve requirements clean

book: $(READY)
	$(PY) -m migrationbook build

# BROWSERS=all shows all lessons to Firefox and WebKit, too, and takes some minutes more
# conftest.py says which tests stay on one worker: the cells of a notebook share a kernel.
test: book $(TEST)
	$(PY) -m ruff check .
	$(PY) -m mypy
	.venv/bin/oxlint --quiet migrationbook
	$(PY) -m migrationbook pdf
	$(PY) -m pytest --nbval -n 2 --dist loadfile --no-loadscope-reorder $(if $(BROWSERS),--browsers=$(BROWSERS))

# new examples each time, ten times as many; what it finds becomes an @example of the test
fuzz: $(TEST)
	$(PY) -m pytest tests -m hypothesis --hypothesis-profile=fuzz --hypothesis-show-statistics -n 2

handouts: $(READY)
	$(PY) -m migrationbook handouts

pdf: $(READY)
	$(PY) -m migrationbook pdf

epub: book
	$(PY) -m migrationbook epub

lms: book
	$(PY) -m migrationbook lms

check: $(READY)
	$(PY) -m migrationbook check

status: $(READY)
	$(PY) -m migrationbook status

facts: $(READY)
	$(PY) -m migrationbook facts

# Links inside the book are checked by every build; this one asks other hosts. Status 3: no network, nothing checked.
links: book $(LINKS)
	$(PY) -m migrationbook links

digest: $(READY)
	@$(PY) -m migrationbook digest

notebooks: $(READY)
	$(PY) -m migrationbook notebooks

# measures only count on a quiet machine; BENCH=--quick shows in less time whether it works
bench: $(TEST)
	$(PY) -m benchmarks $(BENCH)

lab: $(LAB)
	$(PY) -m jupyter lab chapters

serve: book
	$(PY) -m http.server --bind 127.0.0.1 --directory _build/html 8000

# fewest forks, lowest Python: a lock made for a newer Python failed on Debian's 3.11.2
COMPILE = $(PY) -m uv pip compile --quiet --universal --fork-strategy fewest --python-version 3.11.2 --no-header \
  --no-emit-index-url --no-emit-find-links

# the others are bound to what the first resolves, so that all can be installed together; Binder needs the last line
requirements: $(READY)
	$(PIP) $(UV)
	$(COMPILE) requirements/book.in -o requirements.txt
	$(COMPILE) requirements/test.in -o requirements/test.txt
	$(COMPILE) requirements/lab.in -o requirements/lab.txt
	$(COMPILE) requirements/links.in -o requirements/links.txt
	echo "-e ." >> requirements.txt

$(READY):
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' \
	  || { echo "Python 3.11, 3.12 or 3.13 is needed; name one with: make book PYTHON=python3.12"; exit 1; }
	@if [ -e $(UNFINISHED) ]; then echo "The last installation did not end: it begins anew."; rm -rf .venv; fi
	@mkdir -p .venv && touch $(UNFINISHED)
	$(PYTHON) -m venv .venv
	@echo "Installing about 120 packages; this takes half a minute to three minutes the first time."
	@$(PIP) $(UV) || echo "uv cannot be had here: pip installs the packages, and takes longer"
	@$(call install,requirements.txt)
	@rm -f $(UNFINISHED) .venv/.installed* && touch $(READY)

# what a target needs beside the book; the mark of an older list goes
$(TEST) $(LINKS) $(LAB): $(READY)
	@$(call install,requirements/$(what).txt)
	@rm -f .venv/.$(what)-* && touch $@

clean:
	rm -rf _build
