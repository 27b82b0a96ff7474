// Package alert keeps standing searches of the bank (新着のお知らせ) and mails what is new: each listing
// once to each person, whatever the clock does.
package alert
