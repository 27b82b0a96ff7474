package desk

import (
	"kyodo/internal/account"
	"kyodo/internal/mail"
	"kyodo/internal/sqldb"
)

// mailWords are the desk's mails in one language: each returns a subject and lines.
type mailWords struct {
	Button     string
	Assigned   func(title string) (string, []string)
	Referred   func(o *Offer) (string, []string)
	Answered   func(o *Offer, moves bool) (string, []string) // moves: the case is theirs now
	Neighbours func(title, path string) (string, []string)
}

func mailWordsJa() *mailWords {
	return &mailWords{
		Button: "机を開く",
		Assigned: func(title string) (string, []string) {
			return "担当する案件が決まりました", []string{"案件「" + title + "」の担当になりました。", "次にすることを確かめてください。"}
		},
		Referred: func(o *Offer) (string, []string) {
			return "紹介が届いています", []string{o.To.Name() + "に、案件の紹介が届いています。", "理由：" + o.Reason, "受けるかどうかを、ことばを添えて答えてください。"}
		},
		Answered: func(o *Offer, moves bool) (string, []string) {
			said := "受けていただけませんでした。"
			switch {
			case moves:
				said = "受けていただけました。担当は相手に移りました。"
			case o.State == Accepted:
				said = "受けていただけました。担当はこれまでのままです。相手と連絡を取って、手続きを進めてください。"
			}
			return "紹介に返事がありました", []string{o.To.Name() + "への紹介を、" + said, "返事：" + o.Answer}
		},
		Neighbours: func(title, path string) (string, []string) {
			return "隣の市町の掲載をご紹介します", []string{"「" + title + "」は、まだ問い合わせがありません。", "区域の団体や企業に、お知らせください。"}
		},
	}
}

func mailWordsEn() *mailWords {
	return &mailWords{
		Button: "Open the page",
		Assigned: func(title string) (string, []string) {
			return "A case is yours now", []string{"You look after the case \u201c" + title + "\u201d from now on.", "Please see what comes next."}
		},
		Referred: func(o *Offer) (string, []string) {
			return "A matter was referred to you", []string{"A case was referred to " + o.To.Label().En + ".", "Reason: " + o.Reason, "Please accept or decline it, with a word."}
		},
		Answered: func(o *Offer, moves bool) (string, []string) {
			said := "declined."
			switch {
			case moves:
				said = "accepted: the case is theirs now."
			case o.State == Accepted:
				said = "accepted. The case stays yours: please get in touch with them and see it to its end."
			}
			return "Your referral was answered", []string{"The referral to " + o.To.Label().En + " was " + said, "Answer: " + o.Answer}
		},
		Neighbours: func(title, path string) (string, []string) {
			return "A listing from the next town", []string{"Nobody has asked yet about \u201c" + title + "\u201d.", "Please tell the groups and companies of your area."}
		},
	}
}

// mail tells people, each once and in their language.
func (s *Service) mail(tx *sqldb.Tx, people []account.Person, kind, path string, write func(w *mailWords) (string, []string)) error {
	told := map[account.PersonID]bool{}
	for _, p := range people {
		if told[p.ID] || p.Email == "" {
			continue
		}
		told[p.ID] = true
		w := mailWordsJa()
		if p.Lang == "en" {
			w = mailWordsEn()
		}
		subject, lines := write(w)
		letter := mail.Letter{English: p.Lang == "en", To: p.Name, Lines: lines, Action: w.Button, Path: path}
		if _, err := s.Mail.Send(tx, mail.Message{To: p.Email, ToName: p.Name, Kind: kind, Subject: subject, Text: s.Frame.Compose(letter), Person: string(p.ID)}); err != nil {
			return err
		}
	}
	return nil
}

// people are those who hold a post today.
func (o *officers) people(post account.PostID) (list []account.Person) {
	for _, m := range o.members {
		if m.Post.ID == post {
			list = append(list, m.Person)
		}
	}
	return list
}
