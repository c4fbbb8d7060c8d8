# Every command of the project. `make` alone lists them; the work is done by the scripts in tools/.

LISTEN ?= 127.0.0.1:8080
DATA_DIR ?= ./noroshi-demo

.DEFAULT_GOAL := help
.PHONY: help demo demo-reset test browser bench audit fmt lint

help: ## list these commands
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 22
	@echo
	@echo "  make demo LISTEN=$(LISTEN) DATA_DIR=$(DATA_DIR)"

demo: ## build, and run the portal with worked cases on LISTEN (keeps what is in DATA_DIR)
	cargo build --locked
	target/debug/noroshi demo --listen $(LISTEN) --data-dir $(DATA_DIR)

demo-reset: ## the same, starting over with a fresh DATA_DIR
	rm -rf -- $(DATA_DIR)
	@$(MAKE) --no-print-directory demo

test: ## all that must hold: format, lint, tests on both databases, browser journeys
	@tools/test format lint rust browser

browser: ## only the journeys in a real browser
	@tools/test browser

bench: ## release build, and its speed and memory beside nginx in the same run
	@tools/bench

audit: ## check the dependencies: licences, bans, sources, advisories
	@tools/audit

fmt: ## format the code
	cargo fmt

lint: ## only format and lint, without changing anything
	@tools/test format lint
