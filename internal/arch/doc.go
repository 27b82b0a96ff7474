// Package arch holds tests over the source itself: the order of packages, the one
// writer of each table, the schema that both engines share, and the habits that a
// compiler does not enforce. It has no code of its own.
//
// The order of packages is written once, in rows (order_test.go). The goldens in
// testdata, and the generated parts of docs/ARCHITECTURE.md and docs/data.md, are
// written anew by go test ./internal/arch -update.
package arch
