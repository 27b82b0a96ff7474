package inquiry

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// Who proposes a day again while the other owes the answer, or the centre does, does not set the clock back.
func TestAMeetingDoesNotSetTheClockBack(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		ctx := t.Context()
		meet := func(qid string, side Side) {
			t.Helper()
			o.ok(o.Meet(ctx, system, qid, o.at(qid).Version, side, "12月5日14時", "センター", says()))
		}
		company, groups := o.company(), o.groups(2)
		qid := o.brought(company, groups, []string{"owner replies", "asker replies"})
		was := o.at(qid)
		o.jump(5)
		meet(qid, Asker)
		if now := o.at(qid); now.Owes != Owner || now.OwesBy != was.OwesBy {
			t.Errorf("owes %s by %s, want owner by %s", now.Owes, now.OwesBy, was.OwesBy)
		}
		meet(qid, Owner)
		if diff := cmp.Diff([]string{"talking asker"}, o.stands(qid)); diff != "" {
			t.Errorf("the owner's word (-want +got):\n%s", diff)
		}
		o.ok(o.Mediate(ctx, system, qid, o.at(qid).Version))
		meet(qid, Asker)
		if diff := cmp.Diff([]string{"talking center"}, o.stands(qid)); diff != "" {
			t.Errorf("the centre's case (-want +got):\n%s", diff)
		}
		before := len(o.mails("inquiry.meet"))
		meet(qid, Center)
		if told := len(o.mails("inquiry.meet")) - before; told != 2 {
			t.Errorf("%d mails of what the centre arranged, want one to each side", told)
		}
	})
}
