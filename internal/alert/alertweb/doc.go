// Package alertweb holds the pages of standing alerts: a person's own searches, and the page that ends
// one from a mail.
package alertweb
