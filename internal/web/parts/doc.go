// Package parts draws the pages that are made of parts: headings with texts, facts, tables, lists,
// histories and forms below each other. Slices describe a page in these types; how it looks and reads
// to a screen reader is decided here alone.
package parts
