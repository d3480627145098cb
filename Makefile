# Every way to run, check and maintain the site. Longer recipes are scripts of the same name.

.PHONY: help run dev staff lint test drill bench bench-search messages lock

help: ## list these targets
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | while IFS='	' read -r name text; do \
		printf '  make %-13s %s\n' "$$name" "$$text"; done

run: ## prepare and serve the site as in production, on this machine only (PORT=8000)
	@scripts/run

dev: ## serve with debugging and automatic reloading (PORT=8000)
	@scripts/dev

staff: ## create an account for the staff site
	@scripts/staff

lint: ## check style, formatting and the direction of imports
	@scripts/lint

test: ## run every check and the tests on SQLite and PostgreSQL
	@scripts/test

drill: ## every page in every view, every record through its form, hostile input, 2,000 comments while the server is killed, edits under load
	@scripts/drill

bench: ## time the staff site and the public pages; writes docs/performance.md
	@scripts/bench

messages: ## collect and compile the texts of the interface
	@scripts/messages

bench-search: ## measure how well and how fast search answers, on both engines
	@scripts/bench-search

lock: ## resolve the requirements anew from pyproject.toml
	@scripts/lock
