// Package cube asks the running program for every page and every deed as everybody, and compares
// what it lets happen with a second opinion: matrix.txt, which was written by hand from the plan and
// shares no code with package policy.
//
// A cell is a route, a method, a principal, and how the object stands to the principal in which
// state. "make test" runs a sample of the cells in process on SQLite; with KYODO_TRUST=full ("make
// cube") all are sent over HTTP to the built program: one process on SQLite with a listener of the
// staff's own, two processes on one PostgreSQL.
package cube
