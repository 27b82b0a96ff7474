// Package inquiryweb holds the pages of inquiries: asking about a listing, the list of one's own, and
// the thread in which both sides come to an agreement.
package inquiryweb
