package ja

import (
	"bytes"
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/japanese"
)

func TestEncodeCP932(t *testing.T) {
	const lost = "\x81\xAC"
	for _, c := range []struct {
		in, out string
		lost    string
	}{
		{"〜", "\x81\x60", ""}, {"～", "\x81\x60", ""}, {"−", "\x81\x7C", ""}, {"－", "\x81\x7C", ""},
		{"‖", "\x81\x61", ""}, {"∥", "\x81\x61", ""}, {"—", "\x81\x5C", ""}, {"―", "\x81\x5C", ""},
		{"¢", "\x81\x91", ""}, {"￠", "\x81\x91", ""}, {"£", "\x81\x92", ""}, {"￡", "\x81\x92", ""},
		{"¬", "\x81\xCA", ""}, {"￢", "\x81\xCA", ""}, {"¦", "\xFA\x55", ""}, {"￤", "\xFA\x55", ""},
		{"¥", "\x81\x8F", ""}, {"￥", "\x81\x8F", ""}, {"‾", "\x81\x50", ""}, {"￣", "\x81\x50", ""},
		{"\u00A0", " ", ""}, {"‐", "\x81\x5D", ""}, {"‑", "\x81\x5D", ""},
		{"a", "a", ""}, {"\\", "\\", ""}, {"~", "~", ""}, {"\r\n\t", "\r\n\t", ""}, {"\x7F", "\x7F", ""},
		{"ｱ", "\xB1", ""}, {"ﾟ", "\xDF", ""}, {"｡", "\xA1", ""}, {"　", "\x81\x40", ""},
		{"ア", "\x83\x41", ""}, {"あ", "\x82\xA0", ""}, {"ヴ", "\x83\x94", ""}, {"ヶ", "\x83\x96", ""},
		{"表", "\x95\x5C", ""}, {"ソ", "\x83\x5C", ""}, {"亜", "\x88\x9F", ""}, {"熙", "\xEA\xA4", ""},
		{"①", "\x87\x40", ""}, {"㈱", "\x87\x8A", ""}, {"№", "\x87\x82", ""}, {"Ⅳ", "\x87\x57", ""}, {"℡", "\x87\x84", ""},
		{"ⅳ", "\xFA\x43", ""}, {"≒", "\x81\xE0", ""}, {"∵", "\x81\xE6", ""}, {"∪", "\x81\xBE", ""},
		{"髙", "\xFB\xFC", ""}, {"﨑", "\xFA\xB1", ""}, {"濵", "\xFB\x4D", ""}, {"德", "\xFA\xBA", ""},
		{"塚", "\x92\xCB", ""}, {"\uFA10", "\xFA\x9C", ""},
		{"𠮷", lost, "𠮷"}, {"㍿", lost, "㍿"}, {"ヷ", lost, "ヷ"}, {"ゔ", lost, "ゔ"}, {"—𠮷a", "\x81\x5C" + lost + "a", "𠮷"},
		{"葛\U000E0100", "\x8A\x8B", "\U000E0100"}, {"山\u200B口", "\x8E\x52\x8C\xFB", "\u200B"}, {"\uFEFF", "", "\uFEFF"},
		{"\x1A", lost, "\x1A"}, {"\u0080", lost, "\u0080"}, {"\uE000", lost, "\uE000"}, {"\uFFFD", lost, "\uFFFD"},
		{"\xFF", lost, "\uFFFD"}, {"é", lost, "é"}, {"한", lost, "한"}, {"😀", lost, "😀"}, {"–", lost, "–"},
		{"か\u3099", "\x82\xA9" + lost, "\u3099"}, {"𠮷a𠮷", lost + "a" + lost, "𠮷𠮷"},
	} {
		out, gone := EncodeCP932(c.in)
		if string(out) != c.out || string(gone) != c.lost {
			t.Errorf("%+q → % X, lost %q, want % X, lost %q", c.in, out, gone, c.out, c.lost)
		}
	}
}

// What CP932 can say comes back from it, and every code that Windows writes goes round.
func TestCP932RoundTrip(t *testing.T) {
	kept, chars := 0, map[string]bool{}
	dec := japanese.ShiftJIS.NewDecoder()
	for lead := 0x81; lead <= 0xFC; lead++ {
		for trail := 0x40; trail <= 0xFC; trail++ {
			in := []byte{byte(lead), byte(trail)}
			s, err := dec.String(string(in))
			if err != nil || len([]rune(s)) != 1 || s == "\uFFFD" {
				continue
			}
			out, lost := EncodeCP932(s)
			if len(lost) > 0 {
				t.Errorf("% X is %s and is lost", in, s)
			}
			if back, _ := dec.String(string(out)); back != s {
				t.Errorf("% X is %s, written % X, which is %s", in, s, out, back)
			}
			chars[s] = true
			if bytes.Equal(in, out) {
				kept++
			}
		}
	}
	if kept != len(chars) || kept < 7000 { // one code for each, and it is one of its own
		t.Errorf("%d of the two-byte codes come back as they were, for %d characters", kept, len(chars))
	}
	for r := range rune(0x30000) {
		out, lost := EncodeCP932(string(r))
		if bytes.IndexByte(out, 0x1A) >= 0 {
			t.Errorf("%U is written with 0x1A", r)
		}
		if (len(lost) > 0) != (len(out) == 0 || string(out) == "\x81\xAC") && r != '〓' {
			t.Errorf("%U → % X, lost %q", r, out, lost)
		}
	}
}

func TestCP932Writer(t *testing.T) {
	text := "特定非営利活動法人𠮷野家〜葛\U000E0100𠮷\r\n"
	var got bytes.Buffer
	w := NewCP932Writer(&got)
	for i := range len(text) { // byte by byte
		if n, err := w.Write([]byte{text[i]}); n != 1 || err != nil {
			t.Fatalf("Write = %d, %v", n, err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	want, _ := EncodeCP932(text)
	if !bytes.Equal(got.Bytes(), want) {
		t.Errorf("written % X, want % X", got.Bytes(), want)
	}
	if diff := cmp.Diff(map[rune]int{'𠮷': 2, '\U000E0100': 1}, w.Lost()); diff != "" {
		t.Errorf("Lost (-want +got):\n%s", diff)
	}

	got.Reset()
	w = NewCP932Writer(&got)
	if _, err := w.Write([]byte("山\xE3\x81")); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil || w.Lost()['\uFFFD'] == 0 || !bytes.HasPrefix(got.Bytes(), []byte("\x8E\x52\x81\xAC")) {
		t.Errorf("a cut character: % X, %v, %v", got.Bytes(), w.Lost(), err)
	}
	if _, err := NewCP932Writer(failing{}).Write([]byte("山")); !errors.Is(err, errFull) {
		t.Errorf("Write = %v, want the error of the writer beneath", err)
	}
}

var errFull = errors.New("disk full")

type failing struct{}

func (failing) Write([]byte) (int, error) { return 0, errFull }
