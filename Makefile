# make run: a demo to play with.  make test: everything that CI runs but the linter.  make lint, make bench.
.PHONY: run build test lint bench tools test-tools clean

PROGRAM := .build/debug/account-sync

run: build
	@$(PROGRAM) demo

build: tools
	@test -x $(PROGRAM) || echo "The first build takes about six minutes on two cores; later ones take seconds."
	swift build --product account-sync

test: test-tools
	swift build --build-tests --explicit-target-dependency-import-check error
	swift test --skip-build --parallel

lint: test-tools
	swift format lint --strict --recursive Package.swift Sources Tests Benchmarks
	.ci/check-imports

bench: tools
	Benchmarks/run

tools:
	@.ci/install libncurses-dev libsqlite3-dev

test-tools:
	@.ci/install libncurses-dev libsqlite3-dev libvterm-dev python3

clean:
	rm -rf .build
