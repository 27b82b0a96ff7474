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
					"What you search for and your IP address are not kept in the records of this site.",
					"There is nothing here that sends information to third parties: no advertising, no analytics, no social network buttons.",
					"There are three cookies, for display settings and the safety of forms only.",
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
					{"Not recorded", "IP address, words searched for, cookies, type of browser, content that was sent"},
					{"Used on the spot", "To stop floods from one connection, the number of messages sent from an IP address is counted for a short time. It is not stored."},
				}},
				{Text: "Records of network equipment that the operator places in front of this site, and the period for which records are kept, are laid down by the operator."},
			}},
			{"cookies", "Cookies", []block{
				{Facts: []fact{
					{"lang", "The language you chose. Set only when you choose; kept for a year."},
					{"type", "The type size you chose. Set only when you choose; kept for a year."},
					{"form (__Host-form with https)", "Set when you open a page with a form, against forged messages from other sites. Gone when you close the browser."},
				}},
				{Text: "None of them serves to identify you or to follow what you do. You can read all pages without cookies; reporting an error needs the cookie “form”."},
			}},
			{"third", "Transmission to others", []block{
				{Text: "No program here makes your browser send information to anyone but the operator. Type, pictures and programs all come from this site."},
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
