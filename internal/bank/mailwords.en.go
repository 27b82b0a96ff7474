package bank

import (
	"fmt"

	"kyodo/internal/term"
)

var mailsEN = mailWords{
	Published: func(l *Listing) letter {
		return letter{"Your listing is published", []string{"“" + l.Title + "” is on the list now.", "We mail you when somebody asks."}, term.Date{}, "See the listing", l.Path()}
	},
	Returned: func(l *Listing) letter {
		return letter{"Please mend your listing", []string{"We read “" + l.Title + "”. Before it is published, please mend this:", l.StateNote, "Then submit it again."},
			term.Date{}, "Mend it", l.ManagePath()}
	},
	Draft: func(l *Listing, last term.Date) letter {
		return letter{"You have an unfinished listing", []string{"“" + l.Title + "” is still a draft.", "Change or submit it in time to keep it; otherwise it is withdrawn."},
			last, "Open the draft", l.ManagePath()}
	},
	Dropped: func(l *Listing) letter {
		return letter{"Your draft was withdrawn", []string{"“" + l.Title + "” was a draft for a long time, so it was withdrawn.", "You can copy it and begin anew."},
			term.Date{}, "See the withdrawn draft", l.ManagePath()}
	},
	Warn: func(l *Listing, last term.Date) letter {
		return letter{"Your listing ends soon", []string{"“" + l.Title + "” leaves the list soon.", "Prolong it if it should stay."}, last, "Prolong the listing", l.ManagePath() + "#renew"}
	},
	Expired: func(l *Listing) letter {
		return letter{"Your listing has ended", []string{"The last day of “" + l.Title + "” is over, so it left the list.", "Who has asked already can still be answered.", "With a new last day it can be listed again."},
			term.Date{}, "List it again", l.ManagePath() + "#renew"}
	},
	Drawn: func(l *Listing, entries int) letter {
		return letter{"The lots are drawn", []string{"“" + l.Title + "” is closed and was drawn.", fmt.Sprintf("There were %d applications. Please answer them in the order drawn.", entries)},
			term.Date{}, "See the result", DrawPath(l.ID)}
	},
	Approval: func(l *Listing, a *Approval) letter {
		switch a.Decision {
		case Approved:
			return letter{"Your company has approved", []string{"“" + l.Title + "” was approved.", "It is not submitted to the centre yet: please do so on its page."},
				term.Date{}, "Submit the listing", l.ManagePath()}
		case Declined:
			return letter{"Your company asks for changes", []string{"“" + l.Title + "” was not approved.", "Reason: " + a.Remark}, term.Date{}, "Mend it", l.ManagePath()}
		}
		return letter{"Nobody has approved in time", []string{"The approval of “" + l.Title + "” was not decided in time.", "It is a draft again; you may ask once more."},
			term.Date{}, "Open the draft", l.ManagePath()}
	},
}
