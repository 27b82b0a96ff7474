package ja

import (
	"strings"
	"sync"
)

// variants maps an ideograph to the form under which the search files it.
var variants = sync.OnceValue(func() map[rune]rune {
	m := make(map[rune]rune, 700)
	for group := range strings.FieldsSeq(variantGroups) {
		rs := []rune(group)
		for _, r := range rs[1:] {
			m[r] = rs[0]
		}
	}
	return m
})

// variantGroups holds groups of ideographs that are written for one another; the first
// of each is the form that stays. Own compilation from three public lists of facts: the
// traditional (康熙字典体) forms that the 常用漢字表 puts in brackets behind its entries
// and their counterparts among the 人名用漢字, the printed and simplified pairs of JIS X
// 0208 and X 0213 (鷗 鴎, 麴 麹), and the variants in family and place names of the
// vendor rows of code page 932 (髙, 﨑, 濵). Compatibility ideographs (U+F900 on) are not
// listed: NFKC unifies them. Only forms of the same character are here: 坂 and 阪,
// 崎 and 埼, 沢 and 択, 斎 and 西 stay apart. 弁 stands for three old characters, 斎 and
// 斉 are kept together because holders of these names are met under either.
const variantGroups = `
亜亞 悪惡 圧壓 囲圍 医醫 為爲 壱壹 稲稻 飲飮 隠隱 栄榮 営營 衛衞 駅驛 円圓 塩鹽 縁緣 艶艷 応應 欧歐 殴毆 桜櫻
奥奧 横橫 温溫 穏穩 仮假 価價 画畫畵 会會 絵繪 壊壞 懐懷 概槪 拡擴 殻殼 覚覺 学學斈 岳嶽 楽樂 渇渴 缶罐 巻卷 陥陷
勧勸 寛寬 関關闗 歓歡 館舘 観觀 顔顏 気氣 既旣 帰歸皈 亀龜 偽僞 戯戲 犠犧 旧舊 拠據 挙擧舉 虚虛 峡峽 挟挾 狭狹 教敎
郷鄕鄉 暁曉 区區 駆驅駈 勲勳勛 薫薰 径徑 茎莖 恵惠 掲揭 渓溪谿 経經 蛍螢 軽輕 継繼 鶏鷄雞 芸藝 撃擊 欠缺 研硏 県縣
倹儉 剣劍剱劔釼劒 険險 圏圈 検檢 献獻 権權 顕顯 験驗 厳嚴 戸戶 呉吳 娯娛 広廣 効效 恒恆 黄黃 鉱鑛礦砿 号號 国國囯圀
黒黑 歳歲 済濟 砕碎 斎齋齊斉 剤劑 雑雜襍 参參 桟棧 蚕蠶 惨慘 産產 賛贊 残殘 糸絲 歯齒 児兒 辞辭 湿濕 実實 写寫
釈釋 寿壽 収收 従從 渋澁澀 獣獸 縦縱 粛肅 処處 緒緖 叙敍敘 尚尙 将將 称稱 渉涉 焼燒 証證 奨奬獎 条條 状狀 乗乘 浄淨
剰剩 畳疊疂疉 縄繩 壌壤 嬢孃 譲讓 醸釀 触觸 嘱囑 真眞 寝寢 慎愼 尽盡 図圖 粋粹 酔醉 穂穗 随隨 髄髓 枢樞 数數 瀬瀨
声聲 静靜 窃竊 摂攝 説說 専專 浅淺 戦戰 践踐 銭錢 潜潛濳 繊纖 禅禪 双雙 壮壯 争爭 荘莊 捜搜 挿插 巣巢 曽曾 痩瘦
装裝 総總 騒騷 増增 蔵藏 臓臟 即卽 属屬 続續 堕墮 対對 体體軆躰 帯帶 滞滯 台臺 滝瀧 択擇 沢澤 脱脫 担擔 単單 胆膽
団團 断斷 弾彈 遅遲 痴癡 虫蟲 昼晝 鋳鑄 庁廳廰 徴徵 聴聽 勅敕 鎮鎭 逓遞 鉄鐵銕鐡 点點 転轉 伝傳 灯燈 当當 党黨
盗盜 闘鬪鬭 徳德悳 独獨 読讀 届屆 弐貳 悩惱 脳腦 覇霸 拝拜 廃廢 売賣 麦麥 発發 髪髮 抜拔 蛮蠻 秘祕 浜濱濵 賓賔
瓶甁 払拂 仏佛 併倂 並竝 餅餠 辺邊邉 変變 弁辨瓣辯 歩步 宝寶寳 豊豐 褒襃 没沒 翻飜 毎每 槙槇 万萬 満滿 麺麵麪
黙默 弥彌 訳譯 薬藥 与與 予豫 余餘 誉譽 揺搖 様樣 謡謠 来來 頼賴 乱亂 覧覽 竜龍 両兩 猟獵 緑綠 涙淚泪 塁壘 礼禮
励勵 戻戾 霊靈 齢齡 暦曆 歴歷 恋戀 錬鍊 炉爐 労勞 郎郞 楼樓 録錄 湾灣 弯彎
青靑 清淸 悦悅 税稅 鋭銳 閲閱 彦彥 禄祿 嘘噓 内內 兎兔 刃刄 別别 姉姊 姫姬 妍姸 屏屛 并幷 填塡 顛顚 掻搔 柵栅
毀毁 絶絕 篡簒 聡聰 臥卧 舎舍 間閒 隷隸 舗舖 稟禀 嚢囊 穣穰 晋晉 尭堯 遥遙 瑶瑤 凛凜 亘亙 巌巖 祢禰 桧檜 芦蘆
鴎鷗 麹麴 蝋蠟 掴摑 頬頰 剥剝 叱𠮟 噛嚙 祷禱 涜瀆 躯軀 繋繫 鹸鹼 箪簞 醤醬 蒋蔣 騨驒 莱萊 繍繡 薮藪 靭靱 侠俠
篭籠 竃竈 砺礪 蛎蠣 鯵鰺 鴬鶯 頚頸 溌潑 醗醱 焔焰 賎賤 蝿蠅 桝枡 梼檮 涛濤 昂昻
高髙 崎﨑嵜碕 吉𠮷 富冨 島嶋嶌 峰峯 橋槗𣘺 桑桒 柳栁桺 柏栢 松枩 村邨 野埜 船舩 秋穐龝 煙烟 群羣 裏裡 回囘 涼凉
略畧 留畄畱 淵渕渊 隣鄰 沖冲 況况 決决 減减 熙煕凞𤋮 晃晄 曠昿 壺壷 嘗甞 厩廐廏 怪恠 傑杰 栃杤 棋棊 鬱欝 毘毗
遡溯 床牀 猫貓 疇畴 皐皋 蓋葢盖 叡睿 年秊 窓窗窻 豎竪 筍笋 箏筝 糾糺 線綫 罰罸 恥耻 婿壻聟 脈脉 脚腳 草艸 萌萠
蛇虵 解觧 讃讚 走赱 輛輌 鉤鈎 鑑鍳鑒 鎌鐮 閉閇 韮韭 穎頴 飾餝 雁鴈鳫 鵝鵞 鼠鼡 鶴靏靍鸖 土𡈽 脇𦚰 泰𣳾 魚𩵋 廻𢌞
丈𠀋 昇曻 哲喆嚞 宜冝 曹曺 賢贒 皙晳 爾尓 珍珎 博愽 卒卆 梅楳 虎乕 園薗 鳳鳯
最㝡 協恊 喜㐂 往徃 款欵 準凖 器噐 災灾 凡凢
`
