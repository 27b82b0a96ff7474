package adminweb

import "kyodo/internal/web/ui"

var wAwaited = ui.W("この人は職員の職に就いているか、これから就く予定で、まだ一度もログインしていません。招待は、職を決める権限のある担当者に頼んでください。",
	"This person holds a post of the staff, or will, and has never signed in. Please ask an officer who may decide who holds a post to invite them.")
