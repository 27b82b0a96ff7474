# Kyodo. `make` alone lists the targets.
SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.NOTPARALLEL:

# The program is pure Go. Only `make race` needs the C compiler.
export CGO_ENABLED := 0

# In CI an absent thing is a failure, not a skipped test.
ifeq ($(CI),true)
export KYODO_TEST_REQUIRE ?= postgres,chromium,shared
endif

PKG        ?= ./...
FUZZTIME   ?= 30s
BENCH      ?= Figures
STATICCHECK = honnef.co/go/tools/cmd/staticcheck@v0.8.2
GOSEC       = github.com/securego/gosec/v2/cmd/gosec@v2.22.10
GOVULNCHECK = golang.org/x/vuln/cmd/govulncheck@v1.3.0
VULNDB     ?=
GOFILES     = git ls-files --cached --others --exclude-standard '*.go'
RACE        = sqldb search jobs web register blob bank inquiry collaboration matching candidate desk alert
# A thousand LIKEs in one goroutine: half an hour under the detector, and nothing to detect.
UNRACED     = TestRecallAndPrecision

.PHONY: help
help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: demo
demo: ## Start a living register on http://localhost:8080 with invented organizations
	go run ./cmd/kyodo demo

.PHONY: test
test: setup format vet generated ## Run every check and test on both engines and in the browser; print their count
	go run ./scripts/testsummary -shuffle=on -count=1 -timeout=20m $(PKG)

.PHONY: setup
setup: ## Install what the tests need and this machine lacks (Debian, Ubuntu)
	@scripts/setup.sh </dev/null

.PHONY: format
format: ## Fail when a file is not in gofmt's form
	@bad="$$($(GOFILES) | while read -r f; do [ ! -f "$$f" ] || echo "$$f"; done | xargs -r gofmt -l)"; \
	if [ -n "$$bad" ]; then echo "gofmt -w these files:" >&2; echo "$$bad" >&2; exit 1; fi

.PHONY: vet
vet: ## Run go vet
	@go vet $(PKG)

.PHONY: generate
generate: ## Write the Go code of the templates anew
	@go tool templ generate -log-level=error

.PHONY: generated
generated: ## Fail when a template's Go code is not current (and write it)
	@sums() { find internal -name '*_templ.go' -print0 2>/dev/null | LC_ALL=C sort -z | xargs -0r sha256sum; }; \
	before="$$(sums)"; go tool templ generate -log-level=error; after="$$(sums)"; \
	if [ "$$before" != "$$after" ]; then \
		echo "the code of these templates was not current; it is now, commit it:" >&2; \
		diff <(echo "$$before") <(echo "$$after") | awk '/^>/ { print "  " $$3 }' >&2; exit 1; fi

.PHONY: lint
lint: ## Run staticcheck
	@go run $(STATICCHECK) -checks 'all,-ST1000' $(PKG)

.PHONY: audit
audit: ## Run gosec and govulncheck (VULNDB=file:///FOLDER where vuln.go.dev cannot be reached)
	@go run $(GOSEC) -quiet -fmt=golint -conf .gosec.json -exclude-generated -exclude-dir=tmp ./...
	@go run $(GOVULNCHECK) $(if $(VULNDB),-db '$(VULNDB)') $(PKG)

.PHONY: race
race: ## Run the packages that run in parallel under the race detector
	CGO_ENABLED=1 go test -race -count=1 -timeout=30m -skip '$(UNRACED)' $$(for p in $(RACE); do [ ! -d internal/$$p ] || echo ./internal/$$p/...; done)

.PHONY: fuzz
fuzz: ## Run every fuzz target for 30 s (FUZZTIME=5m for longer)
	@go test -list '^Fuzz' $(PKG) | awk '/^Fuzz/ { t[n++] = $$1 } /^ok/ { for (i = 0; i < n; i++) print $$2, t[i]; n = 0 }' | \
	while read -r pkg target; do \
		echo "== $$pkg $$target"; \
		go test -run '^$$' -fuzz "^$$target\$$" -fuzztime $(FUZZTIME) "$$pkg" </dev/null; \
	done

.PHONY: cover
cover: ## Print the coverage of each package
	@mkdir -p artifacts
	go test -count=1 -timeout=20m -coverprofile=artifacts/cover.out $$(go list ./internal/... )
	@go tool cover -func=artifacts/cover.out | tail -n 1

.PHONY: golden
golden: ## Write the golden files anew, then show what moved
	@dirs="$$(grep -rl --include='*_test.go' '"update"' internal cmd e2e | xargs -rn1 dirname | LC_ALL=C sort -u)"; \
	for d in $$dirs; do go test -count=1 ./$$d -update; done
	@git diff --stat

.PHONY: screens
screens: setup ## Save every page at 360, 768 and 1280 px and as printed in artifacts/screens
	KYODO_SCREENS=1 go test -run TestPages -count=1 -timeout=30m ./e2e/

.PHONY: bench
bench: ## Measure: the figures of docs/bench.md
	KYODO_BENCH=full go test -run '^$$' -bench '$(BENCH)' -benchtime=1x -count=1 -timeout=60m ./bench $(BENCHFLAGS)

.PHONY: microbench
microbench: ## Run the benchmarks of the single packages
	go test -run '^$$' -bench . -benchmem -count=1 -timeout=60m ./internal/...

.PHONY: trust
trust: ## Cut the power, kill, flood and starve the program, in full number (root for the power)
	KYODO_TRUST=full go test -count=1 -v -timeout=60m ./e2e/trust/

.PHONY: pages
pages: ## Look at every page in Chromium, in both languages with everything (make test tries axe in Japanese alone)
	KYODO_TRUST=full go test -count=1 -timeout=30m -run 'Pages' ./e2e/

.PHONY: cube
cube: ## Send every page and deed as everybody to the program on both engines, against a second opinion; one line
	@mkdir -p artifacts
	@KYODO_TRUST=full go test -count=1 -v -timeout=30m ./e2e/cube/ > artifacts/cube.log 2>&1 || { cat artifacts/cube.log >&2; exit 1; }
	@grep '^cube: ' artifacts/cube.log

.PHONY: sqlmap
sqlmap: ## Try SQL injection on every parameter, as three people, on both engines (an hour; needs sqlmap)
	@mkdir -p artifacts
	@go test -run '^$$' -bench 'Planted|SQLMap' -benchtime=1x -count=1 -timeout=0 ./e2e/inject > artifacts/sqlmap.log 2>&1 || { cat artifacts/sqlmap.log >&2; exit 1; }
	@grep -E '^(planted|sqlmap): ' artifacts/sqlmap.log

.PHONY: release
release: ## Build the stripped binary bin/kyodo and print its size and checksum
	@mkdir -p bin
	go build -trimpath -ldflags='-s -w' -o bin/kyodo ./cmd/kyodo
	@stat -c '%n %s bytes' bin/kyodo 2>/dev/null || stat -f '%N %z bytes' bin/kyodo
	@sha256sum bin/kyodo 2>/dev/null || shasum -a 256 bin/kyodo
