package account

import (
	"fmt"
	"time"

	"kyodo/internal/term"
)

var en = words{
	NoName:          "Enter the name.",
	LongName:        "Use at most 100 characters.",
	LongText:        "Use at most 500 characters.",
	BadMail:         "Enter the e-mail address in the form name@example.jp.",
	MailTaken:       "Somebody else uses this e-mail address.",
	BadPhone:        "Enter the telephone number in digits and hyphens, at most 30 characters.",
	BadLang:         "Choose ja or en as the language.",
	StaffReset:      "This person is of the staff and has no second factor yet. Use the reset by two officers.",
	NoReason:        "Enter the reason.",
	NoUnit:          "Enter the unit.",
	NoTitle:         "Enter the title of the post.",
	NoRoles:         "Choose at least one role.",
	BadScope:        "Choose what the post is responsible for.",
	BadPeriod:       "The last day must come after the first.",
	Held:            "This person holds this post in that period already.",
	NotActive:       "Somebody suspended cannot be appointed.",
	OutsidePost:     "On that day this post does not exist yet, or no longer.",
	WrongPassword:   "The present password is not right.",
	PasswordFree:    "Enter a password.",
	PasswordLong:    "Use at most 256 characters.",
	PasswordCommon:  "This password is a common one. Combine other words.",
	OwnWords:        "A password cannot consist of your name, your e-mail address, or words of this site or the prefecture. Combine other words.",
	PasswordShort:   func(least int) string { return fmt.Sprintf("Use at least %d characters.", least) },
	WrongCode:       "The code is wrong or has been used. Enter a new one.",
	LastFactor:      "The last means of confirmation cannot be removed. Add another one first.",
	LinkedElsewhere: "This account is linked to somebody else.",
	NotYourself:     "Neither the person concerned nor who asked for it can approve. Another officer must.",
	NoMail:          "Mail is not set up here. Use a printed card.",
	TicketGone:      "This invitation has been used or has expired.",
	SubjectInvite:   "Your invitation to register",
	LineInvite:      "Please register with the link below. It works once.",
	ActInvite:       "Register",
	SubjectNotice:   "About how you sign in",
	NoticeNotYou:    "If this was not you, tell the office where you registered at once.",
	ActNotice:       "Look at your ways to sign in",
	NewDevice:       "You signed in on a device that was not used before.",
	NewPassword:     "Your password was changed.",
	NewFactor:       "A way to sign in (passkey, code or other account) was changed.",
	NewMail:         "The mail address of your record was changed. Notices will go to the new address.",
	NoticeAt:        func(at time.Time) string { return "At: " + term.Of(at).English() + " " + clock(at) },
	HandOverFirst:   "There is something to hand over first. Look at the list below.",
	SubjectErasure:  "You asked for your account to be erased",
	ErasureBack:     "To take this back, or if it was not you, tell the office where you registered before that day. It can be undone.",
	ErasureReason:   "The person asked for it",
	ErasureAsked: func(on term.Date) string {
		return "The person asked for erasure. It takes place on " + on.English() + "."
	},
	ErasureOn: func(on term.Date) string {
		return "You cannot sign in any more. On " + on.English() + " your name, how to reach you and your other personal data are erased."
	},
	InviteFor: func(unit, title string) string { return "You are invited to this post: " + unit + ", " + title },
	Until: func(at time.Time) string {
		return "The link works until " + term.Of(at).English() + ", " + clock(at) + " (Japan)"
	},
	Duty: dutyEn,
	Transfer: transferWords{
		NoHeader:    "The first line needs the headings 職員メール or 職員ID, 旧職, 新職 and 発令日.",
		NoWho:       "Enter 職員メール or 職員ID.",
		NoFrom:      "旧職 and 新職 are both empty. Enter one of them.",
		NoTo:        "Enter 新職.",
		BadDate:     "発令日 cannot be read. Write it like 2027-04-01 or R9.4.1.",
		NoDate:      "Enter 発令日.",
		Unknown:     func(who string) string { return "Nobody of this address or number is known: " + who },
		TwoPosts:    func(post string) string { return "Several posts have this name. Write the post's ID: " + post },
		NoPost:      func(post string) string { return "No such post: " + post },
		NotHeld:     "The person does not hold 旧職 on the day before.",
		Suspended:   "The person is suspended.",
		Twice:       "An earlier row says the same of this person and post.",
		Nothing:     "There are no rows.",
		TooMany:     "At most 5,000 rows at once.",
		NoNewPerson: "A new person needs 氏名.",
	},
}
