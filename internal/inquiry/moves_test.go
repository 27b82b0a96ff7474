package inquiry

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kyodo/internal/register"
	"kyodo/internal/sqldb"
)

// deeds are all that anybody can do with an inquiry about an offer of two, with nothing wrong in the form.
func (o *office) deeds() map[string]func(qid string, version int64) error {
	ctx := o.t.Context()
	reply := func(side Side) func(string, int64) error {
		return func(qid string, version int64) error {
			return o.Reply(ctx, system, qid, version, side, "web", "いかがでしょうか。", says())
		}
	}
	return map[string]func(qid string, version int64) error{
		"open":           func(qid string, _ int64) error { return o.Open(ctx, system, qid, Owner) },
		"owner replies":  reply(Owner),
		"asker replies":  reply(Asker),
		"centre replies": reply(Center),
		"accept": func(qid string, version int64) error {
			_, err := o.Accept(ctx, system, qid, version, 2, says())
			return err
		},
		"confirm":  func(qid string, version int64) error { return o.Confirm(ctx, system, qid, version) },
		"decline":  func(qid string, version int64) error { return o.Decline(ctx, system, qid, version, "R01", "", says()) },
		"withdraw": func(qid string, version int64) error { return o.Withdraw(ctx, system, qid, version, "R06", "", says()) },
		"meet": func(qid string, version int64) error {
			return o.Meet(ctx, system, qid, version, Owner, "12月5日14時", "センター", says())
		},
		"invite":  func(qid string, version int64) error { return o.Invite(ctx, system, qid, version, Asker) },
		"mediate": func(qid string, version int64) error { return o.Mediate(ctx, system, qid, version) },
		"assign": func(qid string, _ int64) error {
			return o.DB.Update(ctx, func(tx *sqldb.Tx) error { return o.Assign(tx, system, qid, "post1") })
		},
	}
}

// TestMoves tries every deed in every state: what is not possible is a conflict and changes nothing.
func TestMoves(t *testing.T) {
	states := []struct {
		is  string // state and who owes
		did []string
		may string // "deed=state owes", by commas
	}{
		{"sent owner", nil, "open=read owner,owner replies=talking asker,asker replies=sent owner,centre replies=talking asker,accept=accepted,decline=declined," +
			"withdraw=withdrawn,meet=talking asker,invite=sent owner,mediate=sent center,assign=sent owner"},
		{"read owner", []string{"open"}, "open=read owner,owner replies=talking asker,asker replies=read owner,centre replies=talking asker,accept=accepted,decline=declined," +
			"withdraw=withdrawn,meet=talking asker,invite=read owner,mediate=read center,assign=read owner"},
		{"talking asker", []string{"owner replies"}, "open=talking asker,owner replies=talking asker,asker replies=talking owner,centre replies=talking asker,accept=accepted," +
			"decline=declined,withdraw=withdrawn,meet=talking asker,invite=talking asker,mediate=talking center,assign=talking asker"},
		{"talking owner", []string{"owner replies", "asker replies"}, "open=talking owner,owner replies=talking asker,asker replies=talking owner,centre replies=talking asker," +
			"accept=accepted,decline=declined,withdraw=withdrawn,meet=talking asker,invite=talking owner,mediate=talking center,assign=talking owner"},
		{"talking center", []string{"owner replies", "mediate"}, "open=talking center,owner replies=talking asker,asker replies=talking center,centre replies=talking asker," +
			"accept=accepted,decline=declined,withdraw=withdrawn,meet=talking asker,invite=talking center,assign=talking center"},
		{"waiting", []string{"line"}, "open=waiting,owner replies=waiting,asker replies=waiting,centre replies=waiting,decline=declined,withdraw=withdrawn,meet=waiting," +
			"invite=waiting,mediate=waiting,assign=waiting"},
		{"waiting", []string{"line", "held"}, "open=waiting,owner replies=waiting,asker replies=waiting,centre replies=waiting,confirm=accepted,decline=declined," +
			"withdraw=withdrawn,meet=waiting,invite=waiting,mediate=waiting,assign=waiting"},
		{"accepted", []string{"accept"}, "open=accepted,owner replies=accepted,asker replies=accepted,centre replies=accepted,assign=accepted"},
		{"declined", []string{"decline"}, "open=declined"},
		{"withdrawn", []string{"withdraw"}, "open=withdrawn"},
		{"silent", []string{"owner replies", "sleep"}, "open=silent"},
	}
	each(t, func(t *testing.T, o *office) {
		company, groups := o.company(), o.groups(2)
		for _, st := range states {
			for name, deed := range o.deeds() {
				qid := o.brought(company, groups, st.did)
				before := o.at(qid)
				if diff := cmp.Diff([]string{st.is}, o.stands(qid)); diff != "" {
					t.Fatalf("%v (-want +got):\n%s", st.did, diff)
				}
				err := deed(qid, before.Version)
				want, possible := "", false
				for _, m := range strings.Split(st.may, ",") {
					if rest, ok := strings.CutPrefix(m, name+"="); ok {
						want, possible = rest, true
					}
				}
				got, after := o.stands(qid)[0], o.at(qid)
				switch {
				case possible && (err != nil || got != want):
					t.Errorf("%s in %s: %v, %s, want %s", name, st.is, err, got, want)
				case !possible && refusals(err) != "conflict":
					t.Errorf("%s in %s: %v", name, st.is, err)
				case !possible:
					if diff := cmp.Diff(before, after); diff != "" {
						t.Errorf("%s in %s was refused and changed (-before +after):\n%s", name, st.is, diff)
					}
				case after.State != before.State && !after.State.Open() && (after.ClosedAt.IsZero() || after.Owes != Nobody || !after.OwesBy.IsZero()):
					t.Errorf("%s in %s: closed at %v, %s owes by %s", name, st.is, after.ClosedAt, after.Owes, after.OwesBy)
				}
				if after.State.Open() { // three unanswered ones are the most
					o.ok(o.Withdraw(t.Context(), system, qid, after.Version, "R06", "", says()))
				}
			}
		}
	})
}

// brought is an inquiry about two chairs with which some things were done. The first group has all there is
// where the second waits in line.
func (o *office) brought(company register.ID, groups []register.ID, did []string) (qid string) {
	o.t.Helper()
	lid := o.offer(company, 2)
	qid = o.ask(lid, groups[1], 2)
	var first string
	for _, name := range did {
		switch name {
		case "line":
			first = o.ask(lid, groups[0], 2)
			for _, q := range []string{first, qid} {
				_, err := o.accept(q, 2)
				o.ok(err)
			}
		case "held":
			o.ok(o.DB.Update(o.t.Context(), func(tx *sqldb.Tx) error { return o.Release(tx, system, first) }))
		case "sleep":
			o.jump(40)
		default:
			o.ok(o.deeds()[name](qid, o.at(qid).Version))
		}
	}
	return qid
}

// TestWhatIsWrongInAForm goes through the forms of a thread.
func TestWhatIsWrongInAForm(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		ctx := t.Context()
		qid := o.ask(o.offer(o.company(), 5), o.groups(1)[0], 2)
		long := strings.Repeat("あ", MaxBody+1)
		reply := func(version int64, body string) error {
			return o.Reply(ctx, system, qid, version, Owner, "web", body, says())
		}
		meet := func(at, place string) error { return o.Meet(ctx, system, qid, 1, Owner, at, place, says()) }
		for _, c := range []struct {
			name string
			err  error
			want string
		}{
			{"no text", reply(1, " 　\n"), "body: body"},
			{"a long text", reply(1, long), "body: long"},
			{"a stale form", reply(2, "はい"), "conflict"},
			{"no reason", o.Decline(ctx, system, qid, 1, "", "", says()), "code: code"},
			{"no such reason", o.Decline(ctx, system, qid, 1, "R00", "", says()), "code: code"},
			{"another reason, unsaid", o.Withdraw(ctx, system, qid, 1, "R99", " ", says()), "note: note"},
			{"no hour", meet("", "センター"), "at: day"},
			{"a long hour", meet(long, ""), "at: long"},
			{"a long place", meet("12月5日", long), "place: long"},
			{"nothing is held", o.Confirm(ctx, system, qid, 1), "conflict"},
			{"no such inquiry", o.Confirm(ctx, system, "none", 1), `inquiry.Confirm("none"): not found`},
		} {
			if got := refusals(c.err); got != c.want {
				t.Errorf("%s: %q, want %q", c.name, got, c.want)
			}
		}
		if diff := cmp.Diff([]string{"sent owner"}, o.stands(qid)); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
		o.ok(o.Decline(ctx, system, qid, 1, "R99", " 今年は終わりました。 ", says()))
		if q := o.at(qid); q.Note != "今年は終わりました。" || q.Code != "R99" {
			t.Errorf("%q %q", q.Code, q.Note)
		}
	})
}
