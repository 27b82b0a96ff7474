package memberweb

import "kyodo/internal/web/parts"

// Pages of this package are made of parts.
type (
	view   = parts.Page
	notice = parts.Notice
	part   = parts.Part
	fact   = parts.Fact
	item   = parts.Item
	table  = parts.Table
	cell   = parts.Cell
	form   = parts.Form
	input  = parts.Input
)
