# Short names for the commands that build, run and test invmon; each can be run by hand as well.
PREFIX ?= /usr/local
TIDY ?= all
JOBS ?= $(shell nproc)
SAMPLE := sample_data/simulated_logs.jsonl
DIAGRAM := docs/diagrams/monitoring_arch.png
INVMON := build/release/tools/invmon/invmon
export INVMON_BINARY ?= $(CURDIR)/$(INVMON)

# Off a terminal the compiler's own messages are all that is worth printing.
build_preset = @test -f build/$(1)/build.ninja || cmake --preset $(1) >/dev/null; \
	test -t 1 || quiet=--quiet; cmake --build build/$(1) -- $$quiet $(2)
test_preset = @ctest --test-dir build/$(1) --output-on-failure --no-tests=error -j$(JOBS) $(2)

.DEFAULT_GOAL := help
.PHONY: help deps build report test check fmt bench asan tsan golden sample diagram install package clean

help: ## Show this list
	@echo "invmon: KPIs from logs. Start with 'make report', then 'make test'."
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-9s %s\n", $$1, $$2}' Makefile

deps: ## Install the Debian packages that are missing (nothing to do: quick and offline)
	@tools/deps

build: ## Build the program, the library and the tests (build/release)
	$(call build_preset,release)

report: deps build ## Show the report on a week of an inventory bot's logs
	@$(INVMON) report $(SAMPLE) --profile inventory-bot

test: deps build ## Run the whole test suite
	$(call test_preset,release)

check: build ## Check layering, formatting and style (TIDY=none: without clang-tidy)
	@TIDY=$(TIDY) JOBS=$(JOBS) tools/check/run

fmt: ## Format the C++ code
	@find lib tools tests -name '*.[ch]pp' -exec clang-format -i {} +

bench: build ## Measure speed and memory (BENCH_MB: size of the log)
	@tests/bench/run

asan: ## Run the tests under the address and undefined-behaviour sanitizers
	$(call build_preset,asan)
	$(call test_preset,asan)

tsan: ## Run the tests that use threads under the thread sanitizer
	$(call build_preset,tsan,invmon_test_pipeline invmon_test_input invmon_test_generate)
	$(call test_preset,tsan,-R 'lib/(pipeline|input|generate)')

golden: build ## Rewrite the expected output of the command-line cases (then read the diff)
	@tests/cli/run --update

sample: build ## Write sample_data anew; it must come out the same
	@tools/sample

diagram: $(DIAGRAM) ## Draw the diagram of docs/architecture.md

$(DIAGRAM): docs/diagrams/monitoring_arch.dot
	@dot -Tpng -o $@ $<

install: build ## Install program and library (PREFIX=/usr/local)
	@cmake --install build/release --prefix $(PREFIX) >/dev/null
	@echo "installed below $(PREFIX)"

package: build ## Make the Debian package (build/release/*.deb)
	@cd build/release && cpack --config CPackConfig.cmake >cpack.log || { cat cpack.log; exit 1; }
	@ls build/release/*.deb

clean: ## Remove everything that was built
	@rm -rf build
