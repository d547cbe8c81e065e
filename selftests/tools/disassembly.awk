# SPDX-License-Identifier: GPL-2.0
#
# objdump -d -w on stdin: print section, offset and word of every instruction
# of which sensitive() says so, with -v files=1 behind the file's name. To be
# given to awk together with the file that has sensitive() and always(): what
# always() says of a mnemonic is asked once only.
BEGIN { FS = "\t" }

/^Disassembly of section / {
	section = $0
	sub(/^Disassembly of section /, "", section)
	sub(/:$/, "", section)
	next
}

files && /: +file format / {
	file = $0
	sub(/: +file format .*/, "", file)
	file = file " "
	next
}

NF >= 3 {
	m = $3
	sub(/ +$/, "", m)
	if (!(m in kind))
		kind[m] = always(m)
	if (kind[m] == "never" || (kind[m] == "maybe" && !sensitive(m, $4)))
		next
	if ($1 !~ /^ *[0-9a-f]+:$/ || $2 !~ /^[0-9a-f ]+$/)
		next
	offset = $1
	gsub(/[ :]/, "", offset)
	word = $2
	gsub(/ /, "", word)
	print file section " 0x" offset " 0x" word
}
