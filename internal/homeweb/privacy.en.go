package homeweb

import "kyodo/internal/web/ui"

// privacyEN is privacyJA in English.
func privacyEN(t told) document {
	return document{
		Title:       "Privacy",
		Description: "What personal information, cookies and records this site handles.",
		Lead:        "Under the Act on the Protection of Personal Information, " + t.Operator + " (“the operator”) handles personal information on this site only for the purposes and within the limits set out here.",
		Sections: []section{
			{"summary", "In short", []block{
				{List: []string{
					"For reading, neither your name nor your address is needed.",
					"Of those who only read, neither what they search for nor their IP address is recorded.",
					"Of those who sign in, name, contact data, sign-ins and deeds are handled for the purposes below.",
					"There is nothing here that sends information to third parties: no advertising, no analytics, no social network buttons.",
					"Cookies serve display settings, the safety of forms and signing in, and nothing else.",
				}},
			}},
			{"published", "Personal information that is published", []block{
				{Text: "Pages of organizations show the name of the representative, the address of the main office and so on, as far as the state's public data has them. They are published under the law and shown here so that organizations can be found and checked."},
				{Text: "If this causes you difficulty, for instance because the office is your home, please tell us from the organization's page or by the contact below."},
			}},
			{"log", "Records of the server", []block{
				{Text: "To deal with faults and abuse, the following is recorded of each request."},
				{Facts: []fact{
					{"Recorded", "Time, number of the request, its type (reading or sending), address of the page (without what follows “?”), result, size, duration"},
					{"Not recorded", "IP address, words searched for, cookies, content that was sent. The type of browser is recorded at sign-in only."},
					{"Number of messages", "To stop floods, messages are counted for a short time. The IP address itself is not stored."},
					{"Failed sign-ins", "Against guessing, failures are counted by a keyed hash of the IP address and the like, from which the address cannot be read. Erased two days after the last failure."},
				}},
				{Text: "Records of network equipment that the operator places in front of this site, and the period for which records are kept, are laid down by the operator."},
			}},
			{"account", "Those who sign in", []block{
				{Facts: []fact{
					{"What we receive", "Name and its reading, mail address, telephone number, ways to sign in (passwords unreadable, keys of second factors encrypted), numbers of outside sign-ins, the organizations and posts you act for and when"},
					{"What for", "To know who you are, to decide what you may do, to write to you about registrations and procedures, to prevent abuse"},
					{"Sign-ins", "Beginning and end, way, type of browser. You see and end yours on the page of your account. Erased 400 days after the last use."},
					{"Until when", "As long as the account exists. At your request, or by procedure when your duty has ended, name, contact data and ways to sign in are erased."},
				}},
			}},
			{"applications", "Applications and profiles of organizations", []block{
				{Facts: []fact{
					{"What we receive", "Data of the body, names of representative and contact person, contact data, consent to the terms, the declaration, claims and successions of owners"},
					{"What for", "To check body and applicant, to register and publish, to reach those who registered, to advise on collaboration"},
					{"Published", "Only what the body chooses to publish. Contact data and names are not public unless chosen."},
					{"Until when", "As long as the registration exists, and then as the operator's rules on documents say. On request erased, but for what law or the record needs."},
				}},
			}},
			{"audit", "Record of deeds, and mail", []block{
				{Facts: []fact{
					{"Record of deeds", "Who did what and when, in a form that cannot be changed, for proper operation and the examination of abuse only. Personal values are kept apart and erased on request; that something was done stays."},
					{"Mail", "Recipient, subject, text and outcome. Erased 90 days after it was written and sent. A text with a link that signs in is erased as soon as it is sent."},
					{"Forms", "A mark against sending the same form twice, for a short time."},
					{"Backups", "Kept for the days that the operator lays down. Until then what was erased may remain in older copies."},
				}},
			}},
			{"cookies", "Cookies", []block{
				{Facts: []fact{
					{"lang", "The language you chose. Set only when you choose; kept for a year."},
					{"type", "The type size you chose. Set only when you choose; kept for a year."},
					{"form", "Set when you open a page with a form, against forged messages from other sites. Gone when you close the browser."},
					{"session", "Says that you are signed in. Gone when you close the browser or sign out."},
					{"staff", "The same for those who sign in by the entrance of the staff."},
					{"device", "Marks a browser that you used before, so that failures of others do not keep you out. Kept for 400 days."},
					{"trip", "On the way to an outside sign-in and back. Gone after ten minutes."},
					{"pending", "Between the password and the second factor. Gone after ten minutes."},
				}},
				{Text: "With https all names but lang and type begin with “__Host-”, as in __Host-form. Session, staff, device, trip and pending serve to tell who signs in. No cookie follows what you do on other sites. You can read all pages without cookies; sending a form needs “form”, signing in needs “session” and the like."},
			}},
			{"third", "Transmission to others", []block{
				{Text: "No program here makes your browser send information to anyone but the operator. Type, pictures and programs all come from this site. When you choose an outside sign-in such as GBizID, you go to its pages."},
			}},
			{"corrections", "Reports of errors", []block{
				{Facts: []fact{
					{"What we receive", "Which entry, what is wrong, supporting material, and where to answer (you may leave this out)"},
					{"What for", "To examine the report, to correct the information, and to answer where needed"},
					{"Who reads it", "The operator's officers alone. It is not published."},
					{"Passed on to", "If the body that publishes the original material has to be asked, it may be told the report without your contact details. Otherwise nobody, except where the law requires it."},
					{"Kept for", "The period laid down in the operator's rules on documents, as a record of what was done; then erased."},
				}},
				{Text: "Please do not write of illnesses, disabilities, criminal records or other sensitive matters, nor individual numbers (“My Number”)."},
			}},
			{"safety", "Safety", []block{
				{Text: "The operator takes the measures needed against leaks and loss, such as encrypted connections, records of operations and limited rights, and supervises contractors. If a leak occurs, the operator reports to the Personal Information Protection Commission and notifies those concerned as the law requires."},
			}},
			{"rights", "Access, correction, suspension of use", []block{
				{Text: "Under the Act on the Protection of Personal Information you may ask for access to, correction of, or suspension of the use of personal information held about you. Where the operator is a local government, its procedures apply. Please use the contact below."},
			}},
			{"change", "Changes of this page", []block{
				{Text: "Before anything in this changes, this page says what."},
				{Links: []ui.Link{{Href: termsPath, Label: "Terms of use"}}},
			}},
		},
		Contact: true, Applies: "This page applies from the day on which the operator opens this site to the public.",
	}
}
