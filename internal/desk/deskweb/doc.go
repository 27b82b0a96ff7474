// Package deskweb holds the pages of the coordinator's desk.
package deskweb
