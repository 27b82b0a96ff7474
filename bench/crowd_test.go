package bench

import (
	"math"
	"math/rand/v2"
	"strings"

	"kyodo/internal/demo"
	"kyodo/internal/register"
)

// crowd invents organizations as the demo does, but with names and purposes of a larger
// vocabulary: the demo's few words would make every pair of characters far more frequent than it
// is in the names of a real register, and every purpose shorter than real articles are.
type crowd struct {
	*demo.Generator
	rnd   *rand.Rand
	seen  map[string]bool
	words []string
}

func newCrowd() *crowd {
	c := &crowd{Generator: demo.New(seed, asOf), rnd: rand.New(rand.NewPCG(seed, 3)), seen: map[string]bool{}}
	kanji, kana := []rune(frequentKanji), []rune(katakanaLetters)
	for range vocabulary {
		n := 2 + c.rnd.IntN(5)/4
		w := make([]rune, 0, 5)
		switch c.rnd.IntN(5) {
		case 0:
			for range n + 1 + c.rnd.IntN(2) {
				w = append(w, kana[c.rnd.IntN(len(kana))])
			}
		case 1:
			for range n + 1 {
				w = append(w, kana[c.rnd.IntN(len(kana))]-0x60)
			}
		default:
			for range n {
				w = append(w, kanji[int(float64(len(kanji))*math.Pow(c.rnd.Float64(), 1.3))])
			}
		}
		c.words = append(c.words, string(w))
	}
	return c
}

// vocabulary is how many rarer words names and purposes are made of.
const vocabulary = 12_000

// rare draws a rarer word: the first ones more often.
func (c *crowd) rare() string {
	return c.words[int(float64(len(c.words))*math.Pow(c.rnd.Float64(), 2.8))]
}

func (c *crowd) frequent(list []string) string {
	return list[int(float64(len(list))*math.Pow(c.rnd.Float64(), 1.6))]
}

// name makes a name that was not used yet.
func (c *crowd) name() string {
	for {
		name := c.rare()
		if c.rnd.IntN(3) == 0 {
			name += c.rare()
		}
		if c.rnd.IntN(10) < 6 {
			name += c.frequent(middles)
		}
		if c.rnd.IntN(10) < 6 {
			name += c.frequent(ends)
		}
		if !c.seen[name] {
			c.seen[name] = true
			return name
		}
	}
}

// purpose lengthens a purpose to what articles usually have, 180 characters on average.
func (c *crowd) purpose(s string) string {
	if s == "" {
		return ""
	}
	for range 1 + c.rnd.IntN(4) {
		s += "また、" + c.rare() + c.frequent(middles) + "を必要とする人々に対して、" + c.frequent(middles) + "及び" + c.rare() + "の" +
			c.frequent(middles) + "に関する事業を行い、" + c.rare() + "の" + c.frequent(middles) + "に寄与する。"
	}
	return s
}

// next invents an organization.
func (c *crowd) next() register.Entry {
	e := c.Next()
	name := c.name() + register.InventedMark
	form := func(old string) string { // keeps the legal form
		for _, f := range legalForms {
			if strings.HasPrefix(old, f) {
				return f + name
			}
		}
		return name
	}
	last := ""
	if n := len(e.Houjin); n > 0 {
		last = e.Houjin[n-1].Name
	}
	for i, h := range e.Houjin {
		if h.Name == last { // else it is a former name
			e.Houjin[i].Name = form(last)
		}
	}
	if e.Portal != nil {
		e.Portal.Name, e.Portal.Purpose = form(e.Portal.Name), c.purpose(e.Portal.Purpose)
		if len(e.Houjin) > 1 && len(e.Filing) > 0 { // a page with every section filled
			e.Portal.Approval.Certified, e.Portal.ApprovedFrom = true, asOf.AddYears(-2)
			e.Portal.ApprovedUntil = asOf.AddYears(3).AddDays(-1)
		}
	}
	if e.Record != nil {
		e.Record.Name, e.Record.Purpose = name, c.purpose(e.Record.Purpose)
	}
	return e
}

var legalForms = []string{"特定非営利活動法人", "ＮＰＯ法人", "株式会社", "有限会社", "一般社団法人", "公益財団法人", "社会福祉法人"}

// middles and ends are words that many names share, the most frequent first.
var (
	middles = strings.Fields("支援 スポーツ 福祉 まちづくり 子ども 地域 文化 環境 国際 自然 サポート 健康 教育 交流 介護 生活 障害者 防災 子育て ボランティア " +
		"市民 活動 日本 高齢者 ケア 医療 農業 情報 里山 観光 音楽 芸術 動物 海 森 歴史 人権 平和 災害 就労 若者 女性 科学 食 相談 安全 居場所 未来 伝統 学習 " +
		"技術 起業 移動 後見 消費者 図書 保全 再生 伝承 研究")
	ends = strings.Fields("の会 ネットワーク センター クラブ 協会 ネット 協議会 研究会 の家 プロジェクト 会 機構 ひろば 推進会議 サポート 工房 連盟 研究所 " +
		"フォーラム 倶楽部 の里 ジャパン 友の会 振興会 学園 塾 村 隊 支援会 ハウス")
)

const (
	frequentKanji = "山川海田中本村上東西南北大小光明春夏秋花木林森風雲空星月日陽里町市浜島崎岩石池沢谷原野水土金和平安心愛友夢希望笑福幸喜楽美善真正義信知恵" +
		"学文芸音歌舞絵書道体力元気健生命家族親老若人民国地域社公共協働同自然環境保育介護医療看療養支援助成長青少年婦子児童母父孫高齢者障害就労職業農漁" +
		"工商技術科研究開発情報通信交流際連合盟振興推進伝統歴史史跡城跡寺社祭礼食料理茶華陶器紙布染織物作品展示館堂院園場所庭畑港駅橋街路車船空港宇宙" +
		"輪和楽結絆縁響鳴鶴亀鳥魚虫犬猫馬牛緑青赤白黒紫桜梅松竹菊蓮藤萩桃柿梨桂楓杉檜柳葵蘭百合千万億一二三五七八九十新古今昔朝昼夕夜東雲暁曙虹霞霧雪氷"
	katakanaLetters = "アイウエオカキクケコサシスセソタチツテトナニノハヒフヘホマミムメモヤユヨラリルレロワン"
)
