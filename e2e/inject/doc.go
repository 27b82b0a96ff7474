// Package inject tries SQL injection with sqlmap on every parameter of every page and form, signed
// in through the demo's doors, on both engines. "make sqlmap" runs it; it takes an hour.
package inject
