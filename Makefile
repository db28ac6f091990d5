# make run: a demo to play with.  make test: everything that CI runs but the linter.  make lint, make bench, make campaign.
# make test ONLY=PacerTests: the suites whose names match.
# make campaign runs the attacks of the tests for hours; it can be stopped at any time and goes on where it was.
.PHONY: run build test lint bench campaign tools test-tools clean

PROGRAM := .build/debug/account-sync
# Without the index for editors, which takes a quarter of the compiler's time (docs/decisions/0020).
BUILD := swift build --disable-index-store

run: build
	@$(PROGRAM) demo

build: tools
	@test -x $(PROGRAM) || echo "The first build takes five to thirteen minutes on two cores; later ones take seconds."
	$(BUILD) --product account-sync

test: test-tools
	@test -d .build/debug || echo "The first build takes seven to fifteen minutes on two cores; later ones take seconds."
	$(BUILD) --build-tests --explicit-target-dependency-import-check error
	.ci/test $(ONLY)

lint:
	@command -v python3 >/dev/null || .ci/install python3
	swift format lint --strict --parallel --recursive Package.swift Sources Tests
	.ci/check-imports
	.ci/check-sentences
	.ci/check-words
	.ci/check-links
	.ci/check-width

# Of the release build if there is one: swift build -c release --product account-sync
bench: build
	@command -v python3 >/dev/null || .ci/install python3
	@.ci/install curl sqlite3
	@Benchmarks/run

campaign: test-tools
	swift build --configuration release --product account-sync
	swift build --configuration release --product campaign
	swift build --configuration release --product mutant
	.build/release/campaign controls
	for part in replay http "kill --count 5000" "random --count 10000" disk "power --count 5000" "processes --count 100" cuts falls failover "team --count 100" "seeds --count 1000000"; do \
		.build/release/campaign $$part --figures campaign.json || exit 1; \
	done

tools:
	@.ci/install libncurses-dev libpq-dev libsqlite3-dev

test-tools:
	@.ci/install libncurses-dev libpq-dev libsqlite3-dev libvterm-dev openssl postgresql
	@command -v python3 >/dev/null || .ci/install python3

clean:
	rm -rf .build
