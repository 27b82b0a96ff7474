// Package alertweb holds the pages of standing alerts.
package alertweb
