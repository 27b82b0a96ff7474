package postweb

import (
	"reflect"
	"testing"

	"kyodo/internal/bank"
)

// People write numbers in many ways; what is none is said.
func TestCount(t *testing.T) {
	for typed, want := range map[string]int64{"": 0, "20": 20, "２０": 20, "1,000": 1000, "１，０００": 1000, "20脚": 20, " 3 人 ": 3, "10万円": 100_000, "3千": 3000, "2億": 200_000_000} {
		if got, ok := count(typed); !ok || got != want {
			t.Errorf("count(%q) = %d, %v", typed, got, ok)
		}
	}
	for _, typed := range []string{"二十", "-5", "1.5", "3〜5", "20脚と5台", "x", "99999999999999999999"} {
		if got, ok := count(typed); ok {
			t.Errorf("count(%q) = %d", typed, got)
		}
	}
}

// Every refusal has its words, in both languages, and leads to a field of a step.
func TestNothingIsRefusedWithoutWords(t *testing.T) {
	for _, of := range []any{saysJA, saysEN, *oneOffSays("ja"), *oneOffSays("en"), *photoSays("ja"), *photoSays("en"), proxySays("ja"), proxySays("en")} {
		v := reflect.ValueOf(of)
		for i := range v.NumField() {
			if v.Field(i).IsZero() {
				t.Errorf("%s has no words for %s", v.Type(), v.Type().Field(i).Name)
			}
		}
	}
	for _, f := range common {
		if stepOf(f.name) != f.step {
			t.Errorf("%s stands on %s", f.name, f.step)
		}
	}
}

// The answers of the need writer become a heading and a text; what has a field of its own is not
// said twice.
func TestTheNeedWriterJoins(t *testing.T) {
	title, body := bank.NeedParts{What: "会議で使ういすが足りません。床に座っています。", Quantity: 20, Unit: "脚", By: "2027-03-20", Who: "近所の高齢者", HowMany: 30, IfNothing: "会を開けません。"}.Join()
	if want := "会議で使ういすが足りません"; title != want {
		t.Errorf("heading %q", title)
	}
	if want := "会議で使ういすが足りません。床に座っています。\n\n助かる人：近所の高齢者（およそ30人）\n\n見つからないとき：会を開けません。"; body != want {
		t.Errorf("text %q", body)
	}
}
