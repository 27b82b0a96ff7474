package homeweb

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

// easyTexts are all texts of a page, sentence by sentence.
func easyTexts(p easyPage) (sentences []string) {
	texts := append([]string{p.Title}, p.Lead...)
	for _, s := range p.Sections {
		texts = append(texts, s.Title)
		texts = append(append(texts, s.Text...), s.Steps...)
		for _, k := range s.Links {
			texts = append(texts, k.Label)
		}
	}
	for _, t := range texts {
		for s := range strings.SplitAfterSeq(t, "。") {
			if s != "" {
				sentences = append(sentences, s)
			}
		}
	}
	return sentences
}

// lint says what is wrong with a sentence in やさしい日本語.
func lint(sentence string) (problems []string) {
	if n := utf8.RuneCountInString(plainText(sentence)); n > 60 {
		problems = append(problems, "longer than 60 characters")
	}
	for _, piece := range readings(sentence) {
		switch {
		case piece.Kana == "" && strings.ContainsFunc(piece.Text, kanji):
			problems = append(problems, "kanji without a reading: "+piece.Text)
		case piece.Kana != "" && strings.ContainsFunc(piece.Kana, kanji):
			problems = append(problems, "kanji in a reading: "+piece.Kana)
		case piece.Kana != "" && !strings.ContainsFunc(piece.Text, kanji):
			problems = append(problems, "a reading for no kanji: "+piece.Kana)
		}
	}
	if strings.ContainsAny(plainText(sentence), "《》｜") {
		problems = append(problems, "a mark of readings is left")
	}
	return problems
}

func TestEasyJapanese(t *testing.T) {
	long, all := 0, 0
	for _, p := range easyPages() {
		for _, s := range easyTexts(p) {
			for _, problem := range lint(s) {
				t.Errorf("%s: %q: %s", p.Path, s, problem)
			}
			if all++; utf8.RuneCountInString(plainText(s)) > 40 {
				long++
			}
		}
	}
	if all < 60 || long*20 > all {
		t.Errorf("%d of %d sentences are longer than 40 characters, want at most 5 %% of at least 60", long, all)
	}
}

func TestLintFindsFaults(t *testing.T) {
	for sentence, want := range map[string][]string{
		"団体《だんたい》をさがします。":       nil,
		"団体をさがします。":             {"kanji without a reading: 団体をさがします。"},
		"団体《団たい》です。":            {"kanji in a reading: 団たい"},
		"だんたい《だんたい》です。":         {"a reading for no kanji: だんたい"},
		strings.Repeat("あ", 61): {"longer than 60 characters"},
		"団体《だんたい》の情報《じょうほう》を見《み》ます」を押します。": {"kanji without a reading: ます」を押します。"},
	} {
		if diff := cmp.Diff(want, lint(sentence)); diff != "" {
			t.Errorf("%q (-want +got):\n%s", sentence, diff)
		}
	}
}

func TestReadings(t *testing.T) {
	for text, want := range map[string][]reading{
		"":               nil,
		"さがす":            {{Text: "さがす"}},
		"団体《だんたい》":       {{"団体", "だんたい"}},
		"3年間《ねんかん》です。":   {{Text: "3"}, {"年間", "ねんかん"}, {Text: "です。"}},
		"書《か》き方《かた》":     {{"書", "か"}, {Text: "き"}, {"方", "かた"}},
		"いちど《とじない":       {{Text: "いちど"}, {Kana: "とじない"}},
		"市《し》町《まち》<b>&人": {{"市", "し"}, {"町", "まち"}, {Text: "<b>&人"}},
	} {
		if diff := cmp.Diff(want, readings(text)); diff != "" {
			t.Errorf("readings(%q) (-want +got):\n%s", text, diff)
		}
	}
}
