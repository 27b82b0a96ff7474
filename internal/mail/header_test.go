package mail_test

import (
	"errors"
	"math/rand/v2"
	"mime"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kyodo/internal/config"
	"kyodo/internal/fault"
	"kyodo/internal/mail"
	"kyodo/internal/sqldb"
)

// hostile are pieces of names and titles that try to become headers, recipients or SMTP commands.
var hostile = []string{"\r\n", "\n", "\r", "\x00", "\u2028", "\u0085", "\u560a\u560d", "Bcc: evil@example.com", "To: evil@example.com",
	"\r\n.\r\nMAIL FROM:<evil@example.com>\r\nRCPT TO:<evil@example.com>", "=?utf-8?q?=0D=0ABcc:_evil@example.com?=", "%0d%0a", "\\r\\n", "\"<evil@example.com>",
	"Content-Type: text/html", "花子", "団体【架空】", ",", ";", "<", ">", "\u202e", "\xff\xfe", "\r\n\r\n<script>", "𠮷野家", "\t", " ", "."}

func TestNamesAndTitlesNeverBecomeHeadersOrRecipients(t *testing.T) {
	run(t, func(t *testing.T, d *desk) {
		s := newSink(t, true)
		random := rand.New(rand.NewPCG(8, 2008))
		fuzz := func() string {
			var b strings.Builder
			for range 1 + random.IntN(8) {
				b.WriteString(hostile[random.IntN(len(hostile))])
			}
			return b.String()
		}
		d.Sender = s.sender(config.StartTLS)
		const n = 1000
		ids := make([]string, n)
		for from := 0; from < n; from += 100 {
			err := d.DB.Update(t.Context(), func(tx *sqldb.Tx) error {
				for i := from; i < from+100; i++ {
					m := mail.Message{To: "hanako@example.jp", ToName: fuzz(), Kind: "test.fuzz", Subject: "「" + fuzz() + "」", Text: "本文 " + fuzz()}
					var err error
					if ids[i], err = d.Send(tx, m); err != nil {
						return err
					}
				}
				return nil
			})
			if err != nil {
				t.Fatal(err)
			}
		}
		// An address with anything beside itself is refused at once.
		for range n {
			m := message("hanako@example.jp"+fuzz(), "x")
			m.To = strings.TrimRight(m.To, ".") + ",evil@example.com"
			if err := d.DB.Update(t.Context(), func(tx *sqldb.Tx) error { _, err := d.Send(tx, m); return err }); !errors.Is(err, fault.Invalid) {
				t.Fatalf("%q: %v, want it refused", m.To, err)
			}
		}
		start(t, d.Outbox)
		for _, mailID := range ids {
			d.wait(mailID, mail.Sent)
		}
		got := s.letters()
		if len(got) != n {
			t.Fatalf("%d mails arrived, want %d", len(got), n)
		}
		allowed := map[string]bool{"date": true, "mime-version": true, "subject": true, "message-id": true, "auto-submitted": true, "from": true,
			"to": true, "reply-to": true, "content-type": true, "content-transfer-encoding": true}
		for _, l := range got {
			if cmp.Diff([]string{"hanako@example.jp"}, l.to) != "" || l.from != "kyodo@example.jp" {
				t.Fatalf("from %q to %q", l.from, l.to)
			}
			head, body, _ := strings.Cut(l.data, "\r\n\r\n")
			if strings.Trim(body, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=\r\n") != "" || strings.Contains(head, "evil@example.com") {
				t.Fatalf("raw:\n%s", l.data)
			}
			seen := map[string]int{}
			for line := range strings.SplitSeq(head, "\r\n") {
				if strings.HasPrefix(line, " ") || strings.HasPrefix(line, "\t") {
					continue
				}
				name, _, ok := strings.Cut(line, ":")
				name = strings.ToLower(name)
				if seen[name]++; !ok || !allowed[name] || seen[name] > 1 || strings.ContainsAny(line, "\r\n\x00") {
					t.Fatalf("header line %q in\n%s", line, head)
				}
			}
			if len(seen) != len(allowed) {
				t.Fatalf("%d kinds of headers, want %d:\n%s", len(seen), len(allowed), head)
			}
			subject, err := new(mime.WordDecoder).DecodeHeader(header(t, l.data, "Subject"))
			if err != nil || strings.ContainsAny(subject, "\r\n\x00\u202e\u2028\u0085") {
				t.Fatalf("subject %q, %v", subject, err)
			}
		}
	})
}
