/** What leads to a name, in many languages: titles, labels, greetings, what people say of themselves, how letters end. It refuses words that lead to other things as often. */

const oneOf = (...lists: readonly string[]): string => lists.join('|');

export const titles = oneOf(
  'M\\.|[Dd]ott\\.ssa|[Dd]ottoressa|[Ss]ig\\.ra|Anh|Chị|Cô|Dña|Mgr|Ing|JUDr|Mrs?|Ms|Miss|Mx|Dra?|Prof|Professor|Doctor|Sir|Madam|Lady|Rev|Capt|Herrn?|Frau|[Ss]eñor(?:a|ita)?|[Ss]ra?|[Ss]rta|Don|Doña|[Ss]ig|[Ss]igg|[Ss]ignora?|Mme|Mlle|[Mm]onsieur|[Mm]adame|[Ss]enhora?',
  '[Dd]hr|[Mm]evr|[Mm]evrouw|[Mm]eneer|[Hh]eer|Dott|Dottor|Pan|[Pp]an(?:[aiu]|ią)|Państwo|Pán|Pane|[Pp]aní|Bay|Bayan|Sayın|Sn|Hr|Fru|Fröken|Herra|Rouva|Dl|Dna|[Dd]omnul(?:e|ui)?|[Dd]oamn(?:a|ă|ei)',
  'Bapak|Ibu|Bpk|Ông|Bà|Shri|Smt|Gospodin|Gospođa|Г-н|Г-жа|[Гг]осподин|[Гг]оспожа|[Пп]ан|[Пп]ані|Κύριος|Κυρία|[Κκ]ύριε|[Κκ]υρία|κ',
);
/** Behind one of these and a sign stands a name, and perhaps more. */
export const labels = oneOf(
  '[Ff]ull [Nn]ame|[Ff]irst [Nn]ame|[Ll]ast [Nn]ame|[Ss]urname|[Nn]ame|NAME|[Cc]ardholder|[Aa]ccount holder|[Aa]ttn|[Aa]ttention|[Ss]igned(?: by)?|[Aa]pplicant',
  '[Pp]repared by|[Aa]pproved by|[Ww]ritten by|[Rr]equested by|(?:[Rr]eported|[Rr]eviewed|[Tt]ested|[Aa]cked|[Ss]uggested)[- ]by|[Aa]ssigned to|[Aa]ssignee|[Bb]eneficiary|[Cc]ontact person|[Aa]uthor|[Nn]ext of kin|[Ee]mergency contact|[Rr]eferred by|[Cc]ompleted by|[Ss]ubmitted by|[Oo]pened by|[Cc]losed by|[Ee]scalated to|[Pp]atient name',
  '[Nn]ombre|[Nn]om|[Nn]ome|[Vv]orname|[Nn]achname|[Nn]aam|[Nn]amn|[Nn]avn|[Nn]imi|[Jj]méno|[Nn]év|[Nn]ume|[Nn]ama|[Aa]d [Ss]oyad|[Ii]mię i nazwisko|[Aa]nsprechpartner(?:in)?',
  '[Kk]onto[Ii]nhaber(?:in)?|[Kk]arteninhaber(?:in)?|[Zz]ahlungsempfänger|[Bb]egünstigter|[Bb]eneficiari[oa]|[Bb]eneficiário|[Bb]énéficiaire|[Bb]egunstigde|[Tt]itulaire du compte|[Tt]itular de la cuenta',
  '[Bb]earbeiter(?:in)?|ФИО|[Ии]мя|[Фф]амилия|[Όό]νομα|[Οο]νοματεπώνυμο',
);
/** Behind one of these and a sign stands a name, or what they say in a conversation. */
export const roles = oneOf(
  '[Pp]atient(?:in)?|[Cc]ustomer|[Cc]lient|[Ee]mployee|[Cc]ontact|[Hh]older|[Pp]assenger|[Gg]uest|[Rr]ecipient|[Ss]ender|[Oo]wner|[Mm]anager|[Aa]gent|[Mm]ember|[Uu]ser|[Cc]andidate|[Rr]equester|[Rr]eporter|[Ss]pouse|[Hh]usband|[Ww]ife|[Mm]other|[Ff]ather|[Pp]hysician|[Pp]ayee|[Pp]ayer|[Bb]eneficiary|[Cc]laimant|[Gg]uardian|[Pp]arent|[Pp]olicyholder|[Ww]itness|[Dd]onor|[Ii]nterpreter|[Dd]ispatcher|[Cc]ourier|[Ll]andlord|[Ll]andlady|[Bb]abysitter|plumber|electrician|locksmith|aunt|uncle|niece|nephew|cousin|sister|brother|daughter|neighbou?r',
  '[Vv]uokralainen|[Hh]uurder|[Hh]yresgäst|[Ll]eietaker|[Ll]ejer|[Nn]ajem(?:ca|czyni)|[Nn]ájem(?:ce|kyně)|[Cc]hiriaș|[Bb]érlő|[Kk]iracı|[Ii]nquilin[oa]|[Ll]ocataire|[Cc]onduttore|[Aa]rrendatari[oa]|[Pp]otilas|[Pp]asażer(?:ka)?|[Нн]аниматель|[Аа]рендатор|[Оо]рендар|[Εε]νοικιαστής|nurse|[Ss]tudent|[Tt]enant|[Cc]aller|[Kk]und(?:e|in)|[Cc]lient[ea]|[Pp]aciente|[Pp]aziente|[Pp]atiente|[Dd]ipendente|[Ii]ntestatari[oa]|[Tt]itular|[Tt]itulaire|[Mm]itarbeiter(?:in)?|[Ee]mpleado|[Ee]mpleada|[Bb]ewerber(?:in)?|[Mm]ieter(?:in)?|[Pp]racownik|[Mm]edewerker|[Kk]lant|[Kk]lient(?:ka)?|[Pp]acjent(?:ka)?|[Kk]und|[Aa]siakas|[Mm]üşteri|[Zz]ákazník|[Üü]gyfél',
  '[Vv]ersicherte Person|[Vv]ersicherter|[Пп]олучатель|[Оо]тправитель|[Зз]аказчик|[Оо]держувач|[Oo]ntvanger|[Oo]dbiorca|[Nn]adawca|[Pp]elanggan|[Aa]bsender|[Ee]mpfänger(?:in)?|[Dd]estinatario|[Dd]estinatário|[Dd]estinataire|[Mm]ittente|[Rr]emetente|[Кк]лиент(?:ка)?|[Пп]ациент(?:ка)?|[Кк]лієнт(?:ка)?|[Ππ]ελάτης',
);
export const greetings = oneOf(
  'Dear|Hi|Hello|Hey|Hallo|Liebe[r]?|Sehr geehrte[r]?|Guten (?:Tag|Morgen)|Hola|Estimad[oa]|Querid[oa]|Bonjour|Cher|Chère|Salut|Gentile|Egregio|Buongiorno|Ciao|Car[oa]',
  'Prezad[oa]|Olá|Oi|Beste|Geachte|Hoi|Szanown[ya] Pani?e?|Szanown[ya]|Drog[ia]|Cześć|Hej|Bästa|Kära|Kjære|Kære|Hei|Sayın|Merhaba|Sevgili',
  'Vážen[ýá] pan[eí]|Vážen[ýá]|Ahoj|Dobrý den|Tisztelt|Kedves|Szia|Stimat[eă]|Dragă|Bună|Kepada|Yth\\.|Kính gửi|Chào|Arvoisa',
  '[Уу]важаем(?:ый|ая)|[Дд]орог(?:ой|ая)|[Зз]дравствуйте|[Пп]ривет|[Шш]ановн(?:ий|а)|[Αα]γαπητ(?:έ|ή)|[Γγ]εια σ(?:ου|ας)',
);
export const tellings = oneOf(
  "[Bb]irthday of|[Mm]y name is|[Ii] am called|[Nn]ame is|is called|named|[Tt]his is|[Ii]'m|[Ss]poke (?:with|to)|[Mm]et with|[Cc]ontact|[Cc]all|[Aa]sk for|[Ss]igned by|[Bb]orn as",
  "[Ii]ch heiße|[Mm]ein Name ist|[Hh]ier spricht|[Jj]e m'appelle|[Mm]on nom est|[Mm]e llamo|[Mm]i nombre es|[Mm]i chiamo|[Ii]l mio nome è|[Mm]eu nome é|[Mm]e chamo|[Cc]hamo-me",
  '[Nn]a nazwisko|[Tt]\\.n\\.v\\.|[Tt]en name van|[Mm]ijn naam is|[Ii]k heet|[Nn]azywam się|[Mm]am na imię|[Jj]ag heter|[Mm]itt namn är|[Jj]eg heter|[Jj]eg hedder|[Mm]it navn er|[Mm]itt navn er|[Nn]imeni on',
  '[Bb]enim adım|[Aa]dım|[İi]smim|[Jj]menuj[iu] se|[Nn]evem|[Mm]ă numesc|[Nn]umele meu este|[Nn]ama saya|[Tt]ên tôi là|[Tt]ôi tên là',
  '[Мм]еня зовут|[Мм]оё имя|[Мм]ене звати|[Мм]ε λένε|[Μμ]ε λένε|[Οο]νομάζομαι|[Όό]νομά μου είναι',
);
/** Behind one of these stands a name of one word or more: of `son` alone French says `his`. */
export const kin =
  '(?:[Mm]y|[Hh]is|[Hh]er|[Tt]heir|[Oo]ur|[Yy]our) (?:husband|wife|son|daughter|brother|sister|mother|father|uncle|aunt|nephew|niece|cousin|grandson|granddaughter|grandmother|grandfather|stepson|stepdaughter|fiancée?|boyfriend|girlfriend)|husband|wife';
/** Behind one of these stand two words or more, where it is somebody. */
export const leads =
  '[Bb]elonging to|[Rr]eference for|(?:[Dd]emo|[Mm]eeting|[Cc]hat|[Ll]unch) with|[Dd]isputed by|[Ii]nterview with|[Üü]berweisung an|[Zz]ahlung an|[Vv]irement à|[Bb]onifico a|[Tt]ransferencia a|[Зз]вонила?|[Пп]озвонила?|[Дд]звони(?:в|ла)|[Aa]ux? noms? de|[Ii]ntestat[oa] a|[Aa] nombre de|[Ee]m nome de|[Oo]p naam van|[Nn]a nazwisko|[Aa]uf den Namen|[Ii]m Namen von|[Ll]autend auf|[Нн]а имя|[Ii]dentified as|[Vv]erified (?:as|for)|[Bb]ooked for|[Ss]tatement of|[Ii]n the name of|[Ii]ssued to|[Ii]nterviewed|[Aa]ccompanied by|[Mm]arried to|[Rr]eports to|[Ii]n the matter of|[Dd]riven by|[Ss]ottoscritt[oa]|[Ss]oussignée?|[Oo]ndergetekende,?|[Pp]odpisan[ya]|[Ss]uscrit[oa]|[Tt]ilhører|[Rr]egistered to|[Uu]ndersigned,?|[Uu]nterzeichnete[rn]?,?|[Uu]nterzeichner(?:in)?,?|[Aa]bajo firmante,?|[Aa]baixo assinad[oa],?|[Uu]ndertecknad,?|[Uu]ndertegnede,?|[Aa]llekirjoittanut|[Pp]odepsan[ýá],?|[Aa]lulírott,?|[Ss]ubsemnat(?:ul|a),?|[Нн]ижеподписавш(?:ийся|аяся),?|[Tt]ransfer(?:red)? (?:from|to)|[Pp]ayment (?:from|to)|[Pp]aid (?:by|to)|[Rr]efund(?:ed)? to|[Oo]n behalf of|[Ff]iled by|[Rr]epresented by';
/** Behind one of these stands somebody as lists have them, the family first: `subject Feldstein, Desmond`. */
export const filed =
  '[Pp]t|[Pp]atient|[Ss]ubject|[Pp]ax|[Pp]assenger|[Tt]enant|[Aa]pplicant|[Cc]laimant|[Gg]uest|[Ww]itness|[Dd]efendant|[Pp]laintiff|[Ii]nsured|[Ll]essee|[Tt]ravell?er|[Ss]tudent|[Ee]mployee|[Cc]ustomer|[Mm]ember|[Dd]river|[Hh]older';
/** Behind one of these and a sign stand many. */
export const lists =
  '[Aa]ttendees|[Pp]articipants|[Pp]resent|[Aa]bsent|[Aa]pologies|[Ii]nvitees|[Oo]rganizer|[Pp]assengers|[Gg]uests|[Ww]itnesses|[Tt]eilnehmer|[Pp]resentes|[Pp]articipantes|[Pp]resenti|[Uu]czestnicy';
/** Who says what they are says what they do as well: two words are a name. */
export const being =
  '[Ii] am|[Ii]ch bin|[Jj]e suis|[Ss]oy|[Ss]ono|[Ss]ou(?: [oa])?|[Ii]k ben|[Jj]estem|[Oo]len|[Ss]unt|[Εε]ίμαι [οη]';
export const closings = oneOf(
  '(?:[Bb]est |[Kk]ind |[Ww]arm )?[Rr]egards|(?:[Yy]ours )?[Ss]incerely|[Yy]ours (?:truly|faithfully)|[Cc]heers|[Tt]hanks|[Tt]hank you|[Bb]est wishes|[Aa]ll the best|[Mm]any thanks|[Rr]espectfully|[Ss]incerely yours|Hochachtungsvoll|Grüße[n]?|Grüssen|Gruß|MfG',
  '[Vv]änliga? hälsning(?:ar)?|[Vv]enlig hilsen|[Cc]u (?:respect|drag)|[Ww]yrazami szacunku|[Cc]ordialement|Bien à vous|Atentamente|[Ss]aludos(?: cordiales)?|Un saludo|[Ss]aluti|Atenciosamente|Cumprimentos|[Gg]roet(?:en|jes)?|Pozdrawiam|Z poważaniem',
  '[Hh]älsning|[Hh]ormat (?:kami|saya)|[Зз] повагою|[Сс] уважением|Ystävällisin terveisin|Tisztelettel|Lugupidamisega|Ar cieņu|Pagarbiai|Srdačan pozdrav|Lep pozdrav|С уважение|Поздрави|[Hh]älsningar|Mvh|[Hh]ilsen|[Tt]erveisin|Saygılarım(?:ız)?la|İyi çalışmalar|S pozdravem|Üdvözlettel|Cu stimă|Trân trọng|Με εκτίμηση',
);
/** The same on a line of their own: within one they say other things. */
export const closingLines =
  '[Bb]est|[Yy]ours|[Ww]armly|[Tt]ake care|LG|VG|[Mm]erci|[Gg]racias|[Gg]razie|[Oo]brigad[oa]|[Aa]braços?|[Dd]anke';
/** Over a postal address. */
export const blocks =
  'Herrn?|Frau|Familie|SHIP TO|BILL TO|DELIVER TO|SOLD TO|[Cc]onsignee|CONSIGNEE|[Ss]hip(?:ping)? [Tt]o|[Bb]ill(?:ing)? [Tt]o|[Dd]eliver [Tt]o|[Ss]old [Tt]o|[Ss]hipping [Aa]ddress|[Bb]illing [Aa]ddress|Lieferadresse|Rechnungsadresse|Attn';
/** Behind one of these stands who is sent something, and behind a comma where to. */
export const sendings =
  '[Nn]otice to|[Ll]etter to|[Rr]eceipt to|[Pp]arcel to|[Aa]ddressed to|[Ss]erved on|[Ss]hip to|[Ss]end to|[Dd]eliver to|[Dd]elivered to|[Ll]ieferung an|[Vv]ersand an|[Ll]ivraison chez|[Ll]ivrer chez|[Ss]pedire a|[Cc]onsegnare a|[Bb]ezorgen bij|[Ee]nviar a|[Ee]ntregar a|[Ww]ysłać do';
