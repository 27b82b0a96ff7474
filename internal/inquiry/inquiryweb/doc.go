// Package inquiryweb holds the pages of inquiries.
package inquiryweb
