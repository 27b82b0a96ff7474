package codes

// LocalCode appends the check digit to the five digits of a local authority:
// 35203 gives 352039 (総務省 全国地方公共団体コード: modulus 11 with weights 6 to 2).
// It returns "" for anything but five digits.
func LocalCode(jis5 string) string {
	if len(jis5) != 5 {
		return ""
	}
	sum := 0
	for i := range 5 {
		if jis5[i] < '0' || jis5[i] > '9' {
			return ""
		}
		sum += (6 - i) * int(jis5[i]-'0')
	}
	return jis5 + string(rune('0'+(11-sum%11)%10))
}

// ValidLocalCode says whether six digits end in their check digit.
func ValidLocalCode(code6 string) bool {
	return len(code6) == 6 && LocalCode(code6[:5]) == code6
}
