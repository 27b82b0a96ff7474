package homeweb

import "kyodo/internal/web/ui"

// termsEN is termsJA in English.
func termsEN(t told) document {
	return document{
		Title:       "Terms of use",
		Description: "The rules for using this site.",
		Lead:        "These are the rules for using " + t.Site + " (“this site”), laid down by " + t.Operator + " (“the operator”).",
		Sections: []section{
			{"scope", "Article 1. Scope and consent", []block{
				{Text: "These terms apply to everyone who uses this site. By using it you agree to them. Reading needs neither an account nor a fee."},
			}},
			{"purpose", "Article 2. Purpose of this site", []block{
				{Text: "This site shows published information about NPO corporations and other organizations in plain form, in order to promote collaboration between citizens' groups, companies and government."},
			}},
			{"content", "Article 3. The information", []block{
				{List: []string{
					"Information about organizations is what the National Tax Agency, the Cabinet Office and other bodies publish, processed by the operator. Each entry shows its source and date.",
					"Being listed does not mean that the operator vouches for or recommends an organization's activities or finances.",
					"Nothing on this site replaces a certificate of registered matters or another official certificate.",
					"The next filing deadline is calculated from the published business year as a guide. Laws and the ordinances of the competent authority prevail.",
				}},
			}},
			{"reuse", "Article 4. Reuse", []block{
				{Text: "You may freely copy, transmit, translate and adapt the information about organizations, also commercially, if you name the source and observe the following."},
				{List: []string{
					"Name the source in the wording given on the page “Data sources”.",
					"If you have processed the information, say so, and do not present it as made by the state or the operator.",
					"Where the original material has conditions of its own, follow them.",
					"Where others hold rights or the law restricts a use, observe that.",
				}},
				{Links: []ui.Link{{Href: sourcesPath, Label: "Data sources"}}},
			}},
			{"correction", "Article 5. Reporting errors", []block{
				{List: []string{
					"Anyone may report an error from an organization's page.",
					"The operator examines what was reported before acting on it. A report does not by itself oblige the operator to make a correction.",
					"Errors in the original material have to be corrected by the body that publishes it.",
				}},
			}},
			{"prohibited", "Article 6. What is not allowed", []block{
				{List: []string{
					"Sending as a report of an error what you know to be untrue.",
					"Passing yourself off as someone else, or harming the rights or good name of others.",
					"Disturbing the operation of this site, including floods of requests within a short time and attempts at intrusion.",
					"Using the information to harass or discriminate against persons, or for any other unlawful purpose.",
				}},
				{Text: "The operator may restrict connections that are used in such ways."},
			}},
			{"disclaimer", "Article 7. Disclaimer", []block{
				{List: []string{
					"The operator strives for accuracy but does not guarantee that the information is complete or up to date. Please mind its date.",
					"Except in cases of intent or gross negligence of the operator, the operator is not liable for damage arising from the use of this site or from its being unavailable.",
					"The operator is not responsible for the content of other sites to which this site links.",
				}},
			}},
			{"change", "Article 8. Changes and interruptions", []block{
				{Text: "Maintenance, disasters and other causes may interrupt this site or a part of it without notice. Changes of these terms, and the day from which they apply, are announced on this site beforehand."},
			}},
			{"link", "Article 9. Links", []block{
				{Text: "You may link to this site freely. The address of an organization's page stays the same when the name or address of the organization changes."},
			}},
			{"privacy", "Article 10. Personal information", []block{
				{Text: "The page “Privacy” says how personal information is handled."},
				{Links: []ui.Link{{Href: privacyPath, Label: "Privacy"}}},
			}},
			{"law", "Article 11. Governing law", []block{
				{Text: "These terms are interpreted under the law of Japan. The Japanese text is authoritative; this is a translation for reference."},
			}},
		},
		Contact: true, Applies: "These terms apply from the day on which the operator opens this site to the public.",
	}
}
