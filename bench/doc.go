// Package bench measures the figures of docs/bench.md: pages against a hello-world server and
// against Groonga, the import against its own statements, the start and the memory of the built
// binary, the search index. It holds tests alone; "make bench" runs them.
package bench
