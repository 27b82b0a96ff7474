package collaborationweb

import "kyodo/internal/web/parts"

// Pages of this package are made of parts.
type (
	view   = parts.Page
	notice = parts.Notice
	part   = parts.Part
	fact   = parts.Fact
	item   = parts.Item
	event  = parts.Event
	step   = parts.Step
	form   = parts.Form
	input  = parts.Input
)
