package ja

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/unicode"
)

// written returns UTF-8 text in the encoding.
func written(t testing.TB, text string, enc Encoding) []byte {
	t.Helper()
	var b []byte
	var err error
	switch enc {
	case UTF8:
		b = []byte(text)
	case UTF8BOM:
		b = []byte("\xEF\xBB\xBF" + text)
	case CP932:
		b, err = japanese.ShiftJIS.NewEncoder().Bytes([]byte(text))
	case EUCJP:
		b, err = japanese.EUCJP.NewEncoder().Bytes([]byte(text))
	case UTF16LE:
		b, err = unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().Bytes([]byte(text))
	}
	if err != nil {
		t.Fatalf("%s in %s: %v", text, enc, err)
	}
	return b
}

var encodings = []Encoding{UTF8, UTF8BOM, CP932, UTF16LE, EUCJP}

// samples are texts of the kinds that offices send.
var samples = map[string]string{
	"register": "法人番号,法人名,ふりがな,所在地\n1234567890123,特定非営利活動法人きらら,キララ,山口県山口市滝町１番１号\n",
	"quoted":   "\"名称\",\"目的\"\n\"ＮＰＯ法人　萩の会\",\"この法人は、\n福祉に寄与する。\"\n",
	"half":     "ｼﾒｲ,ﾃﾞﾝﾜ\nﾔﾏｸﾞﾁ ﾀﾛｳ,083-922-3111\nﾎﾞﾗﾝﾃｨｱｶﾞｲﾄﾞ,0835\n",
	"kanji":    "山口県\n",
	"short":    "氏名\n",
	"prose":    "　監督の処分はありません。解散の届出は、平成二十年に受理しました。\n",
	"vendor":   "番号,名称\n①,㈱髙﨑商店\n№２,㈲虹\n",
	"ascii":    "id,name\n1,Kirara\n",
	"rare":     "躊躇,邂逅,鬱蒼\n麒麟,蝙蝠,この会\n",
	"places":   "下関市,宇部市,山口市,萩市,防府市,下松市,岩国市,光市,長門市,柳井市,美祢市,周南市,山陽小野田市\n",
}

func TestDetectAndDecode(t *testing.T) {
	files := 0
	for name, text := range samples {
		for _, enc := range encodings {
			for _, end := range []string{"\n", "\r\n", "\r"} {
				text := strings.ReplaceAll(text, "\n", end)
				if name == "vendor" && enc == EUCJP {
					text = strings.NewReplacer("髙", "高", "﨑", "崎").Replace(text)
				}
				b := written(t, text, enc)
				files++
				want := enc
				if name == "ascii" && (enc == CP932 || enc == EUCJP) {
					want = UTF8
				}
				if got := Detect(b, true); got != want {
					t.Errorf("%s in %s with %q: detected %s", name, enc, end, got)
					continue
				}
				r, got, err := Decode(iotest.OneByteReader(bytes.NewReader(b)))
				if err != nil || got != want {
					t.Errorf("%s in %s: Decode says %s, %v", name, enc, got, err)
					continue
				}
				out, err := io.ReadAll(iotest.OneByteReader(r))
				if err != nil {
					t.Error(err)
				}
				if diff := cmp.Diff(text, string(out)); diff != "" {
					t.Errorf("%s in %s (-want +got):\n%s", name, enc, diff)
				}
				if bad := r.(*Decoder).Bad(); bad != 0 {
					t.Errorf("%s in %s: %d bad", name, enc, bad)
				}
			}
		}
	}
	if files < 120 {
		t.Errorf("%d files, want at least 120", files)
	}
}

// A sample may end inside a character.
func TestDetectCutSample(t *testing.T) {
	for name, text := range samples {
		if name == "ascii" || name == "half" || name == "rare" {
			continue
		}
		for _, enc := range encodings {
			if name == "vendor" && enc == EUCJP {
				continue
			}
			b := written(t, strings.Repeat(text, 3), enc)
			for n := len(b) - len(b)/2; n < len(b); n++ {
				if got := Detect(b[:n], false); got != enc {
					t.Errorf("%s in %s, first %d bytes: detected %s", name, enc, n, got)
				}
			}
		}
	}
}

// Every alignment of two- and three-byte characters at the boundaries of the buffers.
func TestDecodeBoundaries(t *testing.T) {
	text := strings.Repeat("特定ａ非営利活動法人ｷ①b\r\n", 9000)
	for _, enc := range encodings {
		for pad := range 6 {
			want := strings.Repeat("x", pad) + text
			r, got, err := Decode(bytes.NewReader(written(t, want, enc)))
			if err != nil || got != enc {
				t.Fatalf("%s: %s, %v", enc, got, err)
			}
			out, err := io.ReadAll(r)
			if err != nil || string(out) != want || r.(*Decoder).Bad() != 0 {
				t.Errorf("%s with %d before: wrong text, %d bad, %v", enc, pad, r.(*Decoder).Bad(), err)
			}
		}
	}
}

// The first Japanese byte may come long after the sample.
func TestDecodeLate(t *testing.T) {
	for _, before := range []int{10, sampleSize - 1, sampleSize, sampleSize + 1, 3*sampleSize + 7} {
		for _, enc := range []Encoding{UTF8, CP932, EUCJP} {
			want := strings.Repeat("a,b\r\n", before/5) + strings.Repeat("c", before%5) + samples["register"]
			r, _, err := Decode(bytes.NewReader(written(t, want, enc)))
			if err != nil {
				t.Fatal(err)
			}
			out, err := io.ReadAll(r)
			d := r.(*Decoder)
			if err != nil || string(out) != want || d.Encoding() != enc || d.Bad() != 0 {
				t.Errorf("%s after %d bytes: read as %s, equal %v, %d bad, %v", enc, before, d.Encoding(), string(out) == want, d.Bad(), err)
			}
		}
	}
}

func TestDecodeBad(t *testing.T) {
	sjis := string(written(t, samples["register"], CP932))
	euc := string(written(t, samples["register"], EUCJP))
	for _, c := range []struct {
		in   string
		enc  Encoding
		tail string
		bad  int
	}{
		{sjis + "\xF0\x40,\xF9\xFC", CP932, "\uFFFD,\uFFFD", 2},
		{sjis + "\x81\"a", CP932, "\uFFFD\"a", 1}, // the quotation mark is not swallowed
		{sjis + "\x80\xA0\xFD", CP932, "\uFFFD\uFFFD\uFFFD", 3},
		{sjis + "\x93", CP932, "\uFFFD", 1},
		{sjis + "\xFA\x40\xFC\x4B", CP932, "ⅰ黑", 0},
		{euc + "\xA4\n", EUCJP, "\uFFFD\n", 1},
		{samples["register"] + "\xE3\x81", UTF8, "\uFFFD", 1},
		{samples["register"] + "a\xFFb", UTF8, "a\uFFFDb", 1},
		{"\xEF\xBB\xBF" + samples["register"] + "\uFFFD", UTF8BOM, "\uFFFD", 1},
		{string(written(t, samples["register"], UTF16LE)) + "\x00\xD8a\x00b", UTF16LE, "\uFFFDa\uFFFD", 2},
	} {
		r, enc, err := Decode(strings.NewReader(c.in))
		if err != nil || enc != c.enc {
			t.Errorf("%q: %s, %v, want %s", c.in, enc, err, c.enc)
			continue
		}
		out, err := io.ReadAll(r)
		if err != nil {
			t.Error(err)
		}
		if diff := cmp.Diff(samples["register"]+c.tail, string(out)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.enc, diff)
		}
		if got := r.(*Decoder).Bad(); got != c.bad {
			t.Errorf("%s with %q: %d bad, want %d", c.enc, c.tail, got, c.bad)
		}
	}
}

func TestDecodeAs(t *testing.T) {
	d := DecodeAs(bytes.NewReader(written(t, "ﾂｶ", CP932)), CP932) // these bytes are also UTF-8
	out, err := io.ReadAll(d)
	if err != nil || string(out) != "ﾂｶ" || d.Encoding() != CP932 {
		t.Errorf("DecodeAs = %q, %v as %s", out, err, d.Encoding())
	}
}

func TestDecodeFailingSource(t *testing.T) {
	broken := errors.New("broken")
	if _, _, err := Decode(iotest.ErrReader(broken)); !errors.Is(err, broken) {
		t.Errorf("Decode = %v, want the error of the source", err)
	}
	long := strings.Repeat("山", sampleSize)
	r, _, err := Decode(io.MultiReader(strings.NewReader(long), iotest.ErrReader(broken)))
	if err != nil {
		t.Fatal(err)
	}
	out, err := io.ReadAll(r)
	if !errors.Is(err, broken) || string(out) != long {
		t.Errorf("read %d bytes, %v, want %d and the error of the source", len(out), err, len(long))
	}
	if out, err := io.ReadAll(DecodeAs(strings.NewReader(""), UTF8)); err != nil || len(out) != 0 {
		t.Errorf("empty source: %q, %v", out, err)
	}
}

func FuzzDecode(f *testing.F) {
	for _, text := range samples {
		for _, enc := range encodings {
			f.Add(written(f, strings.NewReplacer("髙", "高", "﨑", "崎").Replace(text), enc))
		}
	}
	f.Add([]byte("\x81\"\xF0\x40\x80\xFF"))
	f.Fuzz(func(t *testing.T, b []byte) {
		r, enc, err := Decode(bytes.NewReader(b))
		if err != nil {
			t.Fatal(err)
		}
		whole, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		if strings.ToValidUTF8(string(whole), "") != string(whole) {
			t.Errorf("%s: output is not UTF-8: %q", enc, whole)
		}
		if got, want := r.(*Decoder).Bad(), strings.Count(string(whole), "\uFFFD"); got != want {
			t.Errorf("%s: Bad = %d, the text has %d", enc, got, want)
		}
		slow, _, err := Decode(iotest.OneByteReader(bytes.NewReader(b)))
		if err != nil {
			t.Fatal(err)
		}
		bytewise, err := io.ReadAll(iotest.OneByteReader(slow))
		if err != nil || !bytes.Equal(whole, bytewise) {
			t.Errorf("%s: byte by byte %q, at once %q, %v", enc, bytewise, whole, err)
		}
	})
}
