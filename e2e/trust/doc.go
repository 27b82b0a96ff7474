// Package trust breaks the built program from outside: the power goes, processes are killed, files
// and requests are hostile, clients are slow, two processes share one database.
//
// "make test" runs every test in small; with KYODO_TRUST=full ("make trust") they run in full
// number. The power cut needs Linux, root (or sudo without a password) and loop mounts.
package trust
