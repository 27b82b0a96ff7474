package homeweb

// accessibilityEN is accessibilityJA in English.
func accessibilityEN(t told) document {
	return document{
		Title:       "Accessibility policy",
		Description: "Our target for a site that everyone can use, what has been checked and what has not.",
		Lead:        t.Site + " aims to let everyone reach the same information, whatever their age, ability or device.",
		Sections: []section{
			{"target", "Target", []block{
				{Facts: []fact{
					{"Scope", "All pages of this site (Japanese, English and Easy Japanese)"},
					{"Conformance target", "Level AA of JIS X 8341-3:2016, the Japanese standard for web content that corresponds to ISO/IEC 40500:2012 (WCAG 2.0)"},
					{"Further target", "The level AA success criteria of WCAG 2.2"},
					{"To be met by", "The day on which the site is opened to the public"},
				}},
				{Text: "“Conformance” is used in the sense of the guideline on expressing conformance with JIS X 8341-3:2016 by the Web Accessibility Infrastructure Committee."},
			}},
			{"result", "Test results", []block{
				{Notice: "The test under the JIS standard has not been carried out yet", Text: "It will be carried out, and its result published on this page, before the site is opened to the public. Until then no conformance is claimed."},
			}},
			{"done", "What is checked automatically", []block{
				{Text: "In the development of this site each type of page goes through the following checks, in Japanese and in English."},
				{List: []string{
					"Those level A and AA items of WCAG 2.2 that a tool (axe-core) can decide",
					"Validity of the HTML, order of headings, labels, language of the page",
					"Reading and operation without scripts",
				}},
				{Text: "Automatic checks cover only a part of the success criteria."},
			}},
			{"not", "What has not been checked yet", []block{
				{List: []string{
					"Use by people with screen readers such as NVDA, JAWS, VoiceOver and TalkBack",
					"Use by people with screen magnification, voice input or switches",
					"Use by older people and by people whose first language is not Japanese",
				}},
			}},
			{"help", "What makes this site easier to use", []block{
				{List: []string{
					"Choose “Larger text” once and the site keeps it for your next visit.",
					"Everything is made to work by keyboard alone. The numbers on the map can be read as a table too.",
					"Nothing is told by colour alone: every state has a word and a sign.",
					"The guide and the two entrances can be read in Easy Japanese, with a reading for every Chinese character.",
				}},
			}},
			{"exceptions", "Known limitations", []block{
				{List: []string{
					"Names and purposes of organizations are shown as published. Some have no reading, or characters that some devices cannot display.",
					"Names, addresses and purposes of organizations stay Japanese on English pages.",
					"Other sites to which this site links are outside this policy.",
				}},
			}},
			{"tell", "If something does not work for you", []block{
				{Text: "If there is something that you cannot read or operate, please use the contact below. The content can also be given to you in another form."},
			}},
		},
		Contact: true,
	}
}
