package intake

// houjinColumn is a column of the 法人番号 CSV, in the order of the official layout.
type houjinColumn int

const (
	hSequence houjinColumn = iota
	hNumber
	hProcess
	hCorrect
	hUpdated
	hChanged
	hName
	hNameImage
	hKind
	hPrefecture
	hCity
	hStreet
	hAddressImage
	hPrefectureCode
	hCityCode
	hPostalCode
	hOutside
	hOutsideImage
	hClosed
	hCloseCause
	hSuccessor
	hChangeCause
	hAssigned
	hLatest
	hNameEn
	hPrefectureEn
	hCityEn
	hOutsideEn
	hKana
	hHidden
	officialColumns // how many the official layout has
	hSource         = officialColumns
)

// column is a column's English and Japanese name.
type column struct{ en, ja string }

// houjinColumns are the names of リソース定義書 (国税庁 法人番号公表サイト) in the order
// of the official layout; the last one stands only in files with a header.
var houjinColumns = []column{
	{"sequenceNumber", "一連番号"},
	{"corporateNumber", "法人番号"},
	{"process", "処理区分"},
	{"correct", "訂正区分"},
	{"updateDate", "更新年月日"},
	{"changeDate", "変更年月日"},
	{"name", "商号又は名称"},
	{"nameImageId", "商号又は名称イメージID"},
	{"kind", "法人種別"},
	{"prefectureName", "国内所在地（都道府県）"},
	{"cityName", "国内所在地（市区町村）"},
	{"streetNumber", "国内所在地（丁目番地等）"},
	{"addressImageId", "国内所在地イメージID"},
	{"prefectureCode", "都道府県コード"},
	{"cityCode", "市区町村コード"},
	{"postCode", "郵便番号"},
	{"addressOutside", "国外所在地"},
	{"addressOutsideImageId", "国外所在地イメージID"},
	{"closeDate", "登記記録の閉鎖等年月日"},
	{"closeCause", "登記記録の閉鎖等の事由"},
	{"successorCorporateNumber", "承継先法人番号"},
	{"changeCause", "変更事由の詳細"},
	{"assignmentDate", "法人番号指定年月日"},
	{"latest", "最新履歴"},
	{"enName", "商号又は名称（英語表記）"},
	{"enPrefectureName", "国内所在地（都道府県）（英語表記）"},
	{"enCityName", "国内所在地（市区町村丁目番地等）（英語表記）"},
	{"enAddressOutside", "国外所在地（英語表記）"},
	{"furigana", "フリガナ"},
	{"hihyoji", "検索対象除外"},
	{"sourceFileDate", "差分ファイルの日付"},
}

// portalColumn is a column of 行政入力情報, in the order of the 60-column layout.
type portalColumn int

const (
	pName portalColumn = iota
	pKana
	pOffice
	pDelegatedTo
	pAddress
	pPostalCode
	pOffices
	pRepresentative
	pRepresentativeKana
	pCertified
	pEstablished
	pPurpose
	pField1
	pApproval1      = pField1 + 20
	pPST1           = pApproval1 + 4
	pOrdinanceBy    = pPST1 + 3
	pApprovedFrom   = pOrdinanceBy + 1
	pApprovedUntil  = pOrdinanceBy + 2
	pRevoked        = pOrdinanceBy + 3
	pSpecialFrom    = pOrdinanceBy + 4
	pSpecialUntil   = pOrdinanceBy + 5
	pSpecialRevoked = pOrdinanceBy + 6
	pSupervision    = pOrdinanceBy + 7
	pDissolution    = pOrdinanceBy + 8
	pURL            = pOrdinanceBy + 9
	pNumber         = pOrdinanceBy + 10
	pOrdinance      = pOrdinanceBy + 11
	pActivities     = pOrdinanceBy + 12
	pOtherBusiness  = pOrdinanceBy + 13
	pFiscalStart    = pOrdinanceBy + 14
	pFiscalEnd      = pOrdinanceBy + 15
	pOrdFrom        = pOrdinanceBy + 16
	pOrdUntil       = pOrdinanceBy + 17
	pOrdRenewalAsk  = pOrdinanceBy + 18
	pOrdRenewed     = pOrdinanceBy + 19
	pOrdRevoked     = pOrdinanceBy + 20
	portalWide      = pOrdinanceBy + 21
	portalNarrow    = 45
)

// portalColumns are the header of the 60-column layout, its parentheses mixed as
// the portal mixes them.
var portalColumns = []string{
	"法人名称", "法人名称カナ", "所轄庁", "権限移譲先市町村", "主たる事務所の所在地",
	"主たる事業所の郵便番号", "従たる事務所の所在地", "代表者氏名", "団体代表者名（フリガナ）",
	"法人設立認証年月日", "設立年月日", "定款に記載された目的",
	"活動分野１", "活動分野２", "活動分野３", "活動分野４", "活動分野５",
	"活動分野６", "活動分野７", "活動分野８", "活動分野９", "活動分野１０",
	"活動分野１１", "活動分野１２", "活動分野１３", "活動分野１４", "活動分野１５",
	"活動分野１６", "活動分野１７", "活動分野１８", "活動分野１９", "活動分野２０",
	"認定（認定・特例認定１）", "認定（認定・特例認定２）", "認定（認定・特例認定３）", "認定（認定・特例認定４）",
	"認定（PST基準１）", "認定（PST基準２）", "認定（PST基準３）",
	"認定（PST基準 条例指定（都道府県及び市区町村名））",
	"認定（認定開始日）", "認定（認定満了日）", "認定（認定取消日）",
	"認定（特例認定年月日）", "認定（特例認定満了日）", "認定（特例認定取消日）",
	"監督情報", "解散情報", "法人情報URL", "法人番号", "条例個別指定フラグ",
	"特定非営利活動に係る事業", "その他の事業", "事業年度開始日", "事業年度終了日",
	"条例個別指定：有効期間(開始日)", "条例個別指定：有効期間(満了日)",
	"条例個別指定：有効期限（更新申請日)", "条例個別指定：有効期限（更新日)",
	"条例個別指定：有効期限（条例個別指定：取消日)",
}

// onlyWide says whether the column came with the 60-column layout.
func (c portalColumn) onlyWide() bool {
	switch c {
	case pKana, pDelegatedTo, pPostalCode, pRepresentativeKana, pEstablished:
		return true
	}
	return c >= pOrdinance
}
