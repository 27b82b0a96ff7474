package intake

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"kyodo/internal/term"
)

func TestDissolved(t *testing.T) {
	tests := []struct {
		text    string
		on      term.Date
		cause   Cause
		revoked bool
	}{
		{"", term.Date{}, "", false},
		{" \n　\n", term.Date{}, "", false},
		{"2020年02月19日 認証取消し(法第43条第1項)", term.On(2020, 2, 19), CauseRevoked, true},
		{"2020年02月19日　設立の認証の取消し", term.On(2020, 2, 19), CauseRevoked, true},
		{"2004年05月18日 社員総会の決議(特定非営利活動促進法第31条第1項第1号)", term.On(2004, 5, 18), CauseResolution, false},
		{"令和2年2月19日 社員総会の決議", term.On(2020, 2, 19), CauseResolution, false},
		{"平成３０年１０月１日　破産手続開始の決定", term.On(2018, 10, 1), CauseBankruptcy, false},
		{"H31.4.30 合併", term.On(2019, 4, 30), CauseMerger, false},
		{"2015/04/01 定款で定めた解散事由の発生", term.On(2015, 4, 1), CauseBylaws, false},
		{"2015年4月1日 目的とする特定非営利活動に係る事業の成功の不能", term.On(2015, 4, 1), CauseImpossibility, false},
		{"2015年4月1日 社員の欠亡", term.On(2015, 4, 1), CauseNoMembers, false},
		{"2015年4月1日 事情による", term.On(2015, 4, 1), CauseOther, false},
		{"社員総会の決議", term.Date{}, CauseResolution, false},
		{"社員総会の決議による解散（2011年6月30日）", term.On(2011, 6, 30), CauseResolution, false},
		{"2012年01月10日 清算結了\n2011年06月30日 社員総会の決議", term.On(2011, 6, 30), CauseResolution, false},
		{"2011年06月30日\n社員総会の\n決議", term.On(2011, 6, 30), CauseResolution, false},
		{"2011年06月30日 社員総会の決議(法第31条)\n2013年02月01日 認証取消し(法第43条)", term.On(2011, 6, 30), CauseResolution, true},
		{"2011年02月31日 社員総会の決議", term.Date{}, CauseResolution, false},
	}
	for _, test := range tests {
		on, cause, revoked := Dissolved(test.text)
		if on != test.on || cause != test.cause || revoked != test.revoked {
			t.Errorf("Dissolved(%q) = %v, %q, %v, want %v, %q, %v", test.text, on, cause, revoked, test.on, test.cause, test.revoked)
		}
	}
}

func TestSupervised(t *testing.T) {
	text := "2018年06月01日 督促(事業報告書等)\n2019年02月19日 報告徴収(法第41条第1項)\n　未提出のため\n令和元年5月1日 改善命令(法第42条)\n2020/03/01 認定取消し(法第67条)\n2020年04月01日 認証取消し(法第43条)\n過料の通知"
	want := []Supervision{
		{term.On(2018, 6, 1), MeasureDemand, "督促(事業報告書等)"},
		{term.On(2019, 2, 19), MeasureReport, "報告徴収(法第41条第1項)\n未提出のため"},
		{term.On(2019, 5, 1), MeasureOrder, "改善命令(法第42条)"},
		{term.On(2020, 3, 1), MeasureApprovalRevoked, "認定取消し(法第67条)"},
		{term.On(2020, 4, 1), MeasureRevoked, "認証取消し(法第43条)\n過料の通知"},
	}
	if diff := cmp.Diff(want, Supervised(text)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if got := Supervised(" \n"); got != nil {
		t.Errorf("Supervised of blanks = %v, want none", got)
	}
}
