package homeweb

import (
	"reflect"
	"testing"
	"unicode"

	"kyodo/internal/register"
)

// shape is what a document must have alike in both languages.
func shape(d document) (s [][4]int, ids []string) {
	for _, sec := range d.Sections {
		ids = append(ids, sec.ID)
		var n [4]int
		for _, b := range sec.Blocks {
			n[0] += len(b.List)
			n[1] += len(b.Facts)
			n[2] += len(b.Links)
			if b.Notice != "" {
				n[3]++
			}
		}
		s = append(s, n)
	}
	return s, ids
}

func TestDocumentsAreWholeInBothLanguages(t *testing.T) {
	for _, path := range []string{aboutPath, termsPath, privacyPath, accessibilityPath, sourcesPath} {
		for _, known := range []told{{Site: "S", Operator: "O"}, {Site: "S", Operator: "O", AsOf: "D"}, {Site: "S", Operator: "O", Demo: true}} {
			ja, en := documents(path)
			sj, ij := shape(ja(known))
			se, ie := shape(en(known))
			if !reflect.DeepEqual(sj, se) || !reflect.DeepEqual(ij, ie) {
				t.Errorf("%s: %v %v in Japanese, %v %v in English", path, ij, sj, ie, se)
			}
			if ja(known).Contact != en(known).Contact || (ja(known).Applies == "") != (en(known).Applies == "") {
				t.Errorf("%s: the ends differ", path)
			}
		}
	}
}

// TestWordsAreWhole finds texts that one language lacks, and Japanese in the English ones.
func TestWordsAreWhole(t *testing.T) {
	var compare func(name string, ja, en reflect.Value)
	compare = func(name string, ja, en reflect.Value) {
		switch ja.Kind() {
		case reflect.Struct:
			for i := range ja.NumField() {
				compare(name+"."+ja.Type().Field(i).Name, ja.Field(i), en.Field(i))
			}
		case reflect.Slice:
			if ja.Len() == 0 || ja.Len() != en.Len() {
				t.Errorf("%s: %d in Japanese, %d in English", name, ja.Len(), en.Len())
				return
			}
			for i := range ja.Len() {
				compare(name, ja.Index(i), en.Index(i))
			}
		case reflect.Map:
			if ja.Len() != en.Len() {
				t.Errorf("%s: %d in Japanese, %d in English", name, ja.Len(), en.Len())
			}
			for _, k := range ja.MapKeys() {
				if e := en.MapIndex(k); !e.IsValid() {
					t.Errorf("%s: no English for %v", name, k)
				} else {
					compare(name, ja.MapIndex(k), e)
				}
			}
		case reflect.Func:
			if ja.IsNil() || en.IsNil() {
				t.Errorf("%s is missing", name)
			}
		case reflect.String:
			if ja.String() == "" || en.String() == "" {
				t.Errorf("%s: %q, %q", name, ja, en)
			}
			for _, r := range en.String() {
				if unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana) {
					t.Errorf("%s: Japanese in %q", name, en)
					break
				}
			}
		}
	}
	compare("words", reflect.ValueOf(japanese), reflect.ValueOf(english))
	for _, k := range []register.EventKind{register.EventNumber, register.EventName, register.EventAddress, register.EventClosed,
		register.EventReopened, register.EventMerger, register.EventMergerVoid, register.EventErased, register.EventDeleted,
		register.EventCertified, register.EventRegistered, register.EventApproved, register.EventSpecial,
		register.EventApprovalRevoked, register.EventDissolved, register.EventRevoked} {
		if word, _ := japanese.event(k); word == japanese.Happened.Word {
			t.Errorf("no word for %q", k)
		}
	}
}
