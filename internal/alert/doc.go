// Package alert is the standing alerts (新着のお知らせ): a search of the bank that somebody keeps, and the
// mails about what is new in it.
package alert
