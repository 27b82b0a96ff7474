package inquiry

import (
	"fmt"

	"kyodo/internal/bank"
	"kyodo/internal/term"
)

var mailsEN = mailWords{
	New: func(q *Inquiry, l *bank.Listing) letter {
		who, what := "For whom: ", "What for: "
		if l.Direction == bank.Need {
			who, what = "Who would do it: ", "What they can do: "
		}
		return letter{"A new inquiry", []string{"Somebody asks about “" + l.Title + "”.", who + q.Message.For, what + q.Message.Use}, q.OwesBy, "Read and answer", q.Path()}
	},
	Sender: func(l *bank.Listing) letter {
		return letter{"Somebody asks about your offer", []string{"Somebody asks about the offer with the number " + l.ID + ".", "The citizens' activity centre will call or write to you.",
			"If you know nothing of it, please throw this mail away."}, term.Date{}, "", ""}
	},
	Reply: func(q *Inquiry) letter {
		return letter{"An answer to your inquiry", []string{"There is a new message in the thread."}, q.OwesBy, "Read it", q.Path()}
	},
	Remind: func(q *Inquiry) letter {
		return letter{"Somebody waits for your answer", []string{"An inquiry waits for your answer.", "If it does not suit, choose a reason and decline: the other side can look elsewhere."}, q.OwesBy, "Answer", q.Path()}
	},
	Escalated: func(q *Inquiry) letter {
		return letter{"The centre takes over", []string{"Nobody answered, so a coordinator at the centre took the inquiry over.", "The centre will contact you."}, term.Date{}, "See the thread", q.Path()}
	},
	LineOver: func(q *Inquiry) letter {
		return letter{"A listing you wait for has expired", []string{"The listing in whose line you wait is past its last day. You keep your place and hear from us when something becomes free.",
			"A coordinator at the centre will think with you about waiting on or finding another way."}, term.Date{}, "See the thread", q.Path()}
	},
	Silent: func(q *Inquiry) letter {
		return letter{"The inquiry has ended", []string{"Nobody answered, so the inquiry has ended.", "You may ask again."}, term.Date{}, "See the thread", q.Path()}
	},
	Accepted: func(q *Inquiry, l *bank.Listing) letter {
		return letter{"You have agreed", []string{"You agreed on “" + l.Title + "”.", "Each side now sees the other's contact data. Please settle the day of the hand-over."}, term.Date{}, "See what comes next", q.Path()}
	},
	InLine: func(q *Inquiry, place int64) letter {
		return letter{"You are on the waiting list", []string{"Nothing is left at the moment.", fmt.Sprintf("Your number is %d. We tell you in the order of numbers when something becomes free.", place)}, term.Date{}, "See the inquiry", q.Path()}
	},
	Held: func(q *Inquiry, r *Reservation) letter {
		return letter{"Something became free", []string{fmt.Sprintf("%d are kept for you.", r.Quantity), "Please confirm in time, or they go to the next."}, term.Of(r.ExpiresAt).AddDays(-1), "Decide", q.Path()}
	},
	Ended: func(q *Inquiry) letter {
		lines := []string{"The inquiry has ended.", "Reason: " + q.Code.Label().En}
		if q.Note != "" {
			lines = append(lines, "They say: “"+q.Note+"”")
		}
		return letter{"The inquiry has ended", append(lines, "The centre can help you find somebody else."), term.Date{}, "See the thread", q.Path()}
	},
	Meet: func(q *Inquiry) letter {
		return letter{"A meeting is on record", []string{"When: " + q.MeetingAt, "Where: " + q.MeetingPlace, "If it does not suit you, say so in the thread."}, q.OwesBy, "Read the thread", q.Path()}
	},
	Invited: func(q *Inquiry) letter {
		return letter{"The centre's coordinator joins", []string{"A coordinator of the centre joins the thread and the meeting.", "It makes talking easier and does not mean that anybody did something wrong."}, term.Date{}, "Read the thread", q.Path()}
	},
	Mediated: func(q *Inquiry) letter {
		return letter{"The centre mediates", []string{"A coordinator of the centre helps with this inquiry.", "The centre will contact you."}, term.Date{}, "Read the thread", q.Path()}
	},
}
