# 年报问答 nianbao. `make run` serves the page, `make test` runs the tests; each makes .venv first when it must.
#
#   make run HOST=0.0.0.0 PORT=8000     listen elsewhere
#   make run PYTHON=python3.12          another interpreter (3.11 or newer) for .venv
#   make run TORCH_INDEX=...            take torch from this package index, e.g. one of builds without CUDA
#
# The first rule is what plain `make` does. Written for GNU make 3.81, which macOS ships.

PYTHON ?= python3
HOST ?=
PORT ?=
TORCH_INDEX ?=

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
RUN_READY := $(VENV)/.ready-to-run
TEST_READY := $(VENV)/.ready-to-test

.PHONY: help run test lint bench docs train index packages
.DELETE_ON_ERROR:

help:
	@echo 'make run    安装、建立样例索引、启动网页（install, index data/, serve the page）'
	@echo 'make test   安装并运行全部测试（install, run the test suite）'
	@echo 'make lint   ruff 与 mypy（style and types）'
	@echo 'make docs   生成手册 build/docs（build the manual）'
	@echo 'make packages  依赖的版本、许可和 CycloneDX 清单（versions, licences, bill of materials into build/）'
	@echo 'make train  用 tools/bank 的问法重新训练问句阅读器（train the reader of questions on the bank）'
	@echo 'make bench  速度与召回的测量，恶意输入的耗时（speed, recall, time on hostile input）'

run: index
	$(BIN)/nianbao serve --index index $(if $(HOST),--host '$(HOST)') $(if $(PORT),--port '$(PORT)')

# Only what changed is read again; reports that staff added (NIANBAO_REPORTS) stay. Exit 3 says that some files could
# not be read: the others can be asked about. Exit 2 is an index of an older version: it is made anew.
INDEXED := data $(wildcard reports)
index: $(RUN_READY)
	$(BIN)/nianbao index $(INDEXED) --index index || [ $$? -eq 3 ] || \
	  $(BIN)/nianbao index $(INDEXED) --index index --rebuild || [ $$? -eq 3 ]

test: $(TEST_READY)
	$(BIN)/python -m pytest -n 2

lint: $(TEST_READY)
	$(BIN)/ruff check
	$(BIN)/mypy

bench: $(TEST_READY)
	$(BIN)/python -m pytest -m slow --log-cli-level=INFO

# The same bank and catalogue give the same weights; they are committed, so that nobody who runs nianbao trains.
train: $(RUN_READY)
	$(BIN)/python tools/train_reader.py

packages: $(RUN_READY)
	$(BIN)/python tools/list_packages.py build

docs: $(TEST_READY)
	$(BIN)/mkdocs build --strict

# Torch comes first and alone, because it may come from an index of its own, which need not hold anything else.
$(RUN_READY): $(BIN)/python pyproject.toml constraints.txt
	$(PIP) install -c constraints.txt $(if $(TORCH_INDEX),--index-url '$(TORCH_INDEX)' --no-deps) torch
	$(PIP) install -c constraints.txt -e .
	@touch $@

$(TEST_READY): $(RUN_READY)
	$(PIP) install -c constraints.txt -e '.[dev]'
	@touch $@

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo '需要 Python 3.11 或更新的版本，可用 make PYTHON=... 指定。 Python 3.11 or newer is needed; name one with make PYTHON=...' >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || \
	  { echo '这个 Python 缺少 venv，Debian/Ubuntu 请先 apt install python3-venv。 This Python lacks venv; on Debian or Ubuntu: apt install python3-venv' >&2; exit 1; }
	$(PYTHON) -m venv --clear $(VENV)
