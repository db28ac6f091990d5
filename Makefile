# make run: a demo to play with.  make test: everything that CI runs but the linter.  make lint, make bench.
.PHONY: run build test lint bench tools test-tools clean

PROGRAM := .build/debug/account-sync

run: build
	@$(PROGRAM) demo

build: tools
	@test -x $(PROGRAM) || echo "The first build takes about four minutes on two cores; later ones take seconds."
	swift build --product account-sync

test: test-tools
	@test -d .build/debug || echo "The first build takes about five minutes on two cores; later ones take seconds."
	swift build --build-tests --explicit-target-dependency-import-check error
	swift test --skip-build --parallel

lint:
	@command -v python3 >/dev/null || .ci/install python3
	swift format lint --strict --recursive Package.swift Sources Tests
	.ci/check-imports

# Of the release build if there is one: swift build -c release --product account-sync
bench: build
	@command -v python3 >/dev/null || .ci/install python3
	@.ci/install curl sqlite3
	@Benchmarks/run

tools:
	@.ci/install libncurses-dev libsqlite3-dev

test-tools:
	@.ci/install libncurses-dev libsqlite3-dev libvterm-dev
	@command -v python3 >/dev/null || .ci/install python3

clean:
	rm -rf .build
