package inquiryweb

import (
	"net/url"
	"testing"

	"kyodo/internal/inquiry"
	"kyodo/internal/sqldb"
	"kyodo/internal/sqldb/dbtest"
)

// Each side reads of its own part in what happened: who asked has sent it, who listed it has received it.
func TestStatesAreSaidToTheSideThatReads(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		w := newWorld(t, db)
		asker, path := w.sent(new(w.tables()))
		owner := w.as(w.owner)
		asker.get(path, 200)
		asker.contains("送りました（返事待ち）", wSentBy.In(jp))
		asker.lacks(wSentAt.In(jp))
		owner.get(path, 200)
		owner.contains("読みました（返事待ち）", wSentAt.In(jp))
		asker.get(path, 200)
		asker.contains("読まれました（返事待ち）")
		asker.press(wWithdrawDo.In(jp), url.Values{"withdraw_code": {"R06"}}, 200)
		asker.contains("取り下げました")
		for _, page := range []string{path, MyPath} {
			owner.get(page, 200)
			owner.contains("相手が取り下げました")
			asker.get(page, 200)
			asker.lacks("相手が取り下げました")
		}
	})
}

// Every state has its words for every side in both languages.
func TestEveryStateHasWords(t *testing.T) {
	for _, side := range []inquiry.Side{inquiry.Owner, inquiry.Asker, inquiry.Center} {
		for s := range stateWords {
			if w := stateFor(s, side); w.In(jp) == "" || w.In("en") == "" {
				t.Errorf("%s to %s: %+v", s, side, w)
			}
		}
		for s := range sideWords[side] {
			if _, ok := stateWords[s]; !ok {
				t.Errorf("%s is no state", s)
			}
		}
	}
}
