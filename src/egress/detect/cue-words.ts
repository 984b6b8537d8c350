/** The words that say what stands near them, in many languages, by subject. It refuses words that say it of other things as often. */

/** `_` is a blank, a hyphen or itself; after `*` a longer word may go on. */
export const cueWords = [
  [
    'phone',
    'texted texting telephoned telephoning phoning faxed dialled dialed rang_you rang_me rang_him rang_her your_number his_number her_number their_number appelais appelait appelons téléphoné téléphoner téléphonez téléphonera contacté contactée contactez votre_numéro mon_numéro son_numéro ton_numéro anruf anrufe rief riefen telefoniert telefonieren telefonierte ihre_nummer meine_nummer deine_nummer seine_nummer belden beld opgebeld opbellen mijn_nummer uw_nummer zijn_nummer haar_nummer ringede ringer ringt oppringt oppringd mit_nummer mitt_nummer ditt_nummer hans_nummer hennes_nummer hendes_nummer soitimme soitin soittivat soitettiin soitan soitamme soittaa tavoitimme helistasin helistasime helistas helista helistage helistada zvanīja zvanījām zvanīju zvaniet zvanīt piezvaniet skambinome skambinau skambino skambinkite skambinti paskambinkite dzwoniliśmy dzwoniłem dzwoniłam zadzwoniliśmy zadzwoniłem zadzwoniłam dzwonimy oddzwonić telefonował telefonowała mój_numer twój_numer pana_numer pani_numer jego_numer jej_numer volali voláme volám zavolali zavolám telefonovali telefonovala volajte zavolajte zavoláme klicali klical klicala poklical poklicala pokličite nazvali nazvao nazvala nazovite hívtuk hívtam felhívtuk felhívtam felhívott felhívta telefonáltunk telefonáltam hívjanak hívja hívják sunați sunaţi sunăm telefonat apelat apelați обадих обадихме обади обадете позвънете звънихме дзвонили дзвонив дзвонила подзвоніть дзвоніть зателефонуйте телефонували звонили звоню звоним позвонили позвоним перезвоните перезвонить перезвоним καλέσαμε κάλεσα καλέσατε τηλεφωνήσαμε τηλεφώνησε τηλεφωνήστε aradık aradım arıyoruz arayınız arandı llamamos llamaron llámanos llámenos telefoneamos contactamos localizable su_número mi_número tu_número ligamos liguei ligaram telefonei telefonámos telefonamos ligue-me seu_número meu_número chiamata chiamiamo telefonato telefonare richiamare richiamato suo_numero mio_numero trucat trucar truqueu truqui menghubungi dihubungi ditelepon menelpon menelefon telfon nomornya liên_hệ liên_lạc 拨打* 撥打* 打电话 打電話 お電話* 通話 통화* اتصلنا اتصلت اتصلوا التواصل התקשרנו התקשרתי להתקשר تماس संपर्क voicemail voicemails rappelé rappelée risponde моб κάλεσε sunat sună menelepon telpon telp gọi hubungi 来电* 致电* zavolal zavolala telefonált soitti ringte chamou rung phoned rückruf zurückrufen rückrufnummer contacto contato contatto kontakt kontakte kontaktas kontaktes kontakta bel_me bel_mij ring_meg ring_mig volal volala hívott hívta ligação chamada llamada appel номеру номером número_es reached reachable private_line direct_line direct_dial landline landlines callable llamarme llamarle llámale llámelo llámela llamadle joignable rappeler rappelez ligarem calls called calling call text texts ring rings ringa callback callbacks appelé appelée llamó llamado telefonó angerufen telefonisch chiamato ligou ligar zadzwonił zadzwoniła dzwonił dzwoniła belde gebeld ringde aradı arayın позвонил позвонила звонил звонила कॉल reach dial contact sms smsen llámame llámeme llamar llame appelez appeler joindre joignable anrufen rufen erreichbar erreichen bereikbaar bereiken reachable raggiungibile nås treffes tavoitettavissa ulaşabilirsiniz ulaşılabilir contacter contattare contactar 連絡先* 联系方式* ligue bellen zadzwoń dzwoń zadzwonić dzwonić volejte zavolejte soita soittakaa hívjon chiamami chiamare позвоните звоните позвони звонить телефонуйте καλέστε התקשר התקשרו اتصل 연락*',
  ],
  [
    'dial',
    '핸드폰* 휴대전화* 联系电话* 聯絡電話* фон. фон: тэлефон* gsm-nummer gsm-nr telefonnr tel.nr tel.nr. telnr mobilnr vezetékes telefonszám* telefonszáma číslo_telefónu tel tél gsm mobiel phone phones telephone telephones mob mobs mobile mobiles cell cellphone fax whatsapp ph msisdn telefon* telefono teléfono téléphone telefone telefoon* móvil celular cellulare handy handynummer mobil mobilnummer mobiltelefon portable rufnummer* numer tlf puhelin* puh puhelimeni telefax telemóvel tlfnr mobilem port.',
  ],
  [
    'dial',
    'τηλέφωνό τηλεφώνου κινητού điện_thoại số_điện_thoại sđt đt hotline nomor_hp no_hp no._hp ponsel nomor_telepon telepon телефоном тел.номер номер_телефона номеру_телефона 電話* 电话* 手机* 手機* 携帯* 전화* 휴대폰* тел телефон* мобильн* сотов* τηλέφωνο* τηλ κινητό* هاتف* الهاتف هاتفي جوال* الجوال جواله جوالها المحمول موبايل* الموبايل تلفن* טלפון* הטלפון נייד* เบอร* โทร* मोबाइल फोन दूरभाष',
  ],
  ['ssn', 'ssn ssns social_security soc_sec itin itins taxpayer taxpayers ss#'],
  [
    'card',
    'card cards visa mastercard amex maestro discover pan credit debit cc karte kreditkarte* tarjeta carte carta cartão karta creditcard* kaart diners jcb unionpay cardholder',
  ],
  ['ip', 'ip ipv4 address host hosts client server from login logged peer remote gateway addr ips'],
  [
    'national',
    'ת"ז ת״ז ת_ז national ni_number ni_no identity identification insurance citizen tax taxid taxpayer id_number id_no id_card personal_number personal_code personal_id nif nie dni cpf cnpj curp rfc pesel nino nhs aadhaar aadhar pan bsn steuer* idnr codice_fiscale personnummer* cpr fødselsnummer* fodselsnummer* hetu henkilötunnus* egn cnp oib rodné rodne nric hkid kimlik tfn sin insee nir sécu secu rut run rrn ahv avs svnr amka my_number mynumber pps ppsn cédula cedula tin sozialversicherung* burgerservicenummer* isikukood asmens 身份证* マイナンバー* 주민등록* 身份證* 身分證* 個人番号* снилс инн иин рнокпп ипн егн αφμ αμκα afm emšo emso jmbg adóazonosító* taj mykad no_kp kad_pengenalan nomor_induk ktp no._ktp rsa_id sa_id kp c.i. r.č. r._č. บัตรประชาชน* บตรประชาชน* svnummer identification_number teudat_zehut pnr personnr fnr fødselsnr sv-nummer svnummer sv_nr sv-nr іпн niss registre_national fiscal_code iqama الهوية* القومي الإقامة emirates_id nin cnic cccd cmnd căn_cước nik आधार* ת.ז תעודת_זהות זהות เลขบัตรประชาชน* เลขบตรประชาชน* เลขประจำตัวประชาชน* เลขประจาตวประชาชน* เลขประจําตวประชาชน* ประชาชน* medicare ird cuil cuit hkid numéro_national rijksregister* contribuinte contribuente číslo_pojištěnce',
  ],
  [
    'birth',
    'născut născută nașterii nasterii nascut_la naștere γεννημένος γεννημένη geboortedag született_en rođen rođena рожд рожд. год_рождения 出生年月* ngày_sinh nato nata born birth births birthday birthdate dob d.o.b b.day bday geboren geb geburtsdatum geburtstag né née naissance nacido nacida nacimiento nascita nato_il nata_il nascido nascida nascimento geboortedatum född född_den født fødselsdato födelsedatum urodzony urodzona urodzenia syntynyt narozen nar. narozena narození narodenia ur. urodz doğum 生年月日* 出生* 생년월일* 誕生日* 생일* родился родилась рождения рожденья народився народилась народження γεννήθηκα γεννήθηκε γεννήσεως γέννησης born_on född_den geboren_am nasci nasceu nací nació nacio dato_di_nascita data_di_nascita urodziłem urodziłam urodził urodziła narodil narodila syntymäaika születtem született születési doğdu doğdum doğumlu doğumu תאריך_לידה נולד נולדתי وُلد ولد ميلاد* الميلاد เกิด* เกด* วนเกด* sinh lahir जनम* जनमतिथि جنم پیدائش تولد',
  ],
  [
    'passport',
    'paspoortnr. paspoortnr pas: pas_č pas_č. č._pasu číslo_pasu pas_br. passet passets pasport vegabréf* potni_list potnega_lista пасош* паспарт* pasas: paso_nr paso_nr. pases_nr pases_nr. pasoša putovnice putovnicu putovnici الجواز لجواز جوازي جوازه جوازها گذرنامه* پاسپورت* пашпарт* pasaportul reisepaß reisepasses passnr. pass-nr pass-nr. pass-no passport_# загранпаспорт* загранпаспорта pass_nr passnr pasnummer pas_nr pasnr passin passi passinumeron passnumret pașaport pașaportul paşaport pașapoarte pasaportu pasaportun útlevelem útlevelének útlevélszám* utlevélszám* passeports pasoš putovnica passaportu paspor_no hộ_chiếu_số số_hộ_chiếu แพสปอร์ต* พาสปอร์ต* พาสปอรต* passport passports travel_document pp_no pasaporte reisepass reisepassnummer reisepassnr passeport passaporto passaporte paspoort paspoortnummer pass_no paszport* pasaport* passnummer 护照* パスポート* 여권* паспорт* 護照* 旅券* διαβατήριο* διαβατηρίου* pasu cestovní útlevél* utlevel* reisepass-nr passinumero דרכון* הדרכון جواز* หนงสอเดนทาง* หนังสือเดินทาง* पासपोरट* paspor hộ_chiếu',
  ],
  [
    'account',
    'account_number account_numbers account_no account_nr account_num account_# acct acct_number acct_no acct_# a/c bank_account kontonummer kontonr kontonr. konto konto-nr konto_nr routing sort_code numero_de_cuenta número_de_cuenta cuenta compte conto conta aba bsb rekening* tilinumero konta bankkonto rekeningnummer* numero_di_conto número_de_conta bankkonto checking_account savings_account deposit_account номер_счета номер_счёта счёт счёту счёте счётом счета счете счетом рахунок рахунку 口座* 银行账* 銀行帳* 账号* 계좌* hesap hesabı hesap_no számlaszám* λογαριασμό* λογαριασμού חשבון_בנק חשבון حساب* บญช* číslo_účtu účtu broj_računa',
  ],
  [
    'name',
    'domnule domnului doamnă doamnei booked_for mr mrs ms miss mx dr prof professor doctor sir madam lady rev capt herr herrn frau señor señora sr sra srta sig signor signora mme mlle monsieur madame dhr mevr dott pan pani',
  ],
  [
    'name',
    'm. dott.ssa dottoressa sig.ra anh chị cô dña mgr ing judr versicherte_person versicherter получатель отправитель заказчик одержувач ontvanger odbiorca nadawca überweisung_an zahlung_an virement_à bonifico_a transferencia_a звонил звонила позвонил позвонила дзвонив дзвонила send_to delivered_to lieferung_an versand_an livraison_chez livrer_chez spedire_a consegnare_a bezorgen_bij enviar_a entregar_a wysłać_do sigg aux_nom_de au_noms_de auf_den_namen im_namen_von titulaire_du_compte titular_de_la_cuenta kontoinhaber kontoinhaberin karteninhaber karteninhaberin zahlungsempfänger begünstigter au_nom_de aux_noms_de intestato_a intestata_a a_nombre_de em_nome_de op_naam_van na_nazwisko namen lautend_auf на_имя beneficiario beneficiaria beneficiário bénéficiaire begunstigde tilhører registered_to undersigned unterzeichneter unterzeichneten unterzeichnete unterzeichner unterzeichnerin abajo_firmante abaixo_assinado abaixo_assinada undertecknad undertegnede allekirjoittanut podepsaný podepsaná alulírott subsemnatul subsemnata нижеподписавшийся нижеподписавшаяся sottoscritto sottoscritta soussigné soussignée ondergetekende podpisany podpisana suscrito suscrita driven_by in_the_matter_of transfer transferred payment paid refund refunded on_behalf_of filed_by represented consignee consignor name names patient customer client employee contact attn attention cardholder account_holder holder beneficiary passenger guest recipient sender signed applicant owner manager agent member user student tenant prepared_by approved_by written_by requested_by author nombre nom nome vorname nachname surname kunde cliente payee payer driver witness reviewer assignee manager supervisor guardian parent attendees participants present absent apologies invitees organizer passengers guests witnesses teilnehmer presentes participantes presenti uczestnicy identified verified statement issued interviewed accompanied married reports tested acked suggested in_the_name_of herrn frau familie candidate requester reporter spouse husband wife mother father physician claimant policyholder next_of_kin kin escalated referred completed submitted opened closed',
  ],
  [
    'name',
    "dear hi hello hey hallo liebe lieber hola bonjour estimado estimada caro cara cher chère beste called named heiße ich_heiße m'appelle llamo chiamo this_is i'm spoke met_with call ask_for born_as regards sincerely cheers thanks grüße saludos cordialement by",
  ],
  [
    'name',
    'dra señorita señora senhor senhora signora monsieur paciente paziente patiente dipendente intestatario intestataria titular titulaire mitarbeiter mitarbeiterin empleado empleada bewerber bewerberin mieter mieterin pracownik medewerker klient pacjent pacjentka heer patientin kundin clienta klant klientka kund asiakas müşteri zákazník ügyfél pelanggan absender empfänger empfängerin destinatario destinatário destinataire mittente remetente клиент* пациент* клієнт* πελάτης caller assigned assignee reported reviewed naam namn navn nimi jméno név nume nama soyad nazwisko ansprechpartner ansprechpartnerin bearbeiter bearbeiterin фио имя фамилия όνομα ονοματεπώνυμο attn',
  ],
  [
    'name',
    'geehrte geehrter guten querido querida salut gentile egregio buongiorno ciao prezado prezada olá oi geachte hoi szanowny szanowna drogi droga cześć hej bästa kära kjære kære hei sayın merhaba sevgili vážený vážená ahoj dobrý tisztelt kedves szia stimate stimată dragă bună kepada yth kính chào arvoisa уважаем* дорог* здравствуйте привет шановн* αγαπητέ αγαπητή γεια name_is am spricht nom nombre nome chamo chamo-me naam heet imię się jag jeg hedder heter nimeni adım ismim se nevem numesc numele saya tôi зовут звати имя λένε ονομάζομαι όνομά bin suis soy sono sou ben jestem olen sunt είμαι',
  ],
  [
    'name',
    'kami ystävällisin tisztelettel lugupidamisega ar_cieņu pagarbiai pozdrav уважение поздрави hälsning venlig cu_respect cu_drag szacunku best yours warmly respectfully take_care hochachtungsvoll lg vg merci gracias grazie obrigado obrigada abraço abraços danke bien_à_vous saygılarımızla İyi_çalışmalar İsmim truly faithfully thank wishes grüßen grüssen gruß mfg atentamente saludo saluti atenciosamente cumprimentos groet groeten groetjes pozdrawiam poważaniem hälsningar mvh hilsen terveisin saygılarımla pozdravem üdvözlettel stimă hormat trọng уважением повагою εκτίμηση ship shipping bill billing deliver sold lieferadresse rechnungsadresse mevrouw meneer don doña dottor panu pana panią państwo pán pane paní bay bayan sn hr fru fröken herra rouva dl dna domnul doamna bapak ibu bpk ông bà shri smt gospodin gospođa г-н г-жа господин госпожа пан пані κύριος κυρία κύριε κ',
  ],
  [
    'address',
    'gate mount nagar marg colony enclave vihar carrer passeig calzada blvd bd b-dul șos splaiul piața str street st avenue ave road rd boulevard blvd lane ln drive dr court ct place pl square sq terrace ter way parkway pkwy circle cir highway hwy close crescent gardens grove mews row walk trail loop plaza alley turnpike hill view park isle rise',
  ],
  ['address', 'straße strasse str weg platz ring damm ufer gasse box pobox officebox'],
  [
    'address',
    'bank beach bend bluff bluffs bridge brook brooks bypass canyon causeway chase circles cliff cliffs copse corner corners courts cove creek crest crossing dale estate estates expressway extension extensions falls field fields ford fords forge forges fork forks freeway glen glens groves harbor harbors haven heights hills hollow island islands junction knoll knolls lake lakes landing lea locks lodge loop manor mead meadow meadows meads mills mountain mountains orchard overpass parks parkways passage path pike pine pines prairie ramp ranch rapids ridge ridges roads shore shores skyway spring springs spur spurs squares stravenue streets summit terrace throughway trafficway turnpike underpass valley valleys viaduct views village villages vista',
  ],
  [
    'address',
    'väg gata vei gate sokak sokağı sok caddesi cad bulvarı utca út tér körút rakpart улица площадь набережная проспект ул пр пл переулок пер шоссе бульвар ал вул вулиця voie alameda rodovia marginal passage strada borgo contrada incrocio glorieta travesía pasaje rambla carretera urbanización barrio vía bulevardul aleea calea șoseaua pl os aleja plac osiedle 丁目*',
  ],
  [
    'address',
    'ulice rue bd chemin allée allee impasse quai cours route calle c/ avenida av avda paseo carrera camino ronda rua travessa praça via viale piazza corso largo vicolo ul al ulica',
  ],
  [
    'address',
    'ferry parade approach vale glade brae drove croft paddock ways shoal shoals burg burgs crossroad crossroads sugárút köz sétány fasor tere cesta trg iela gatve laukums bulvāris küçəsi prospekti наб майдан площа провулок prolongación andador cerrada cda privada priv callejón rincón subida cuesta polígono masía acesso beco azinhaga calçada urbanização rotonda lungomare salita οδός οδ λεωφόρος λεωφ πλατεία πλ jl jln jalan gg kpg náměstí nábřeží třída wyb wybrzeże rondo skwer szosa rynek bulw bulwar droga',
  ],
  [
    'home',
    'lives live lived living resides reside residing resident residence home_address postal_address mailing_address street_address wohnt wohne wohnhaft anschrift adresse vive vivo reside_en domiciliado domiciliada domicilio direccion dirección habite demeurant domicilié domiciliée abita residente indirizzo woont adres woonachtig mora morada endereço bor bosatt asuu osoite zamieszkały zamieszkała zamieszkuje mieszka bydliště bydlí bytom lakik cím oturuyor adresi проживает адрес прописан живёт мешкає адреса κατοικεί διεύθυνση адресу адресою живу мешкаю проживаю κατοικώ μένω μένει οδό bydlím bydlí mieszkam bor bydliště abito moro habito habita resido vivimos wohnen asun lakom oturuyorum adresim adrese locuiesc locuiește lakik címem deliver deliver_to delivered ship ship_to shipped shipping liefern lieferadresse lieferung livrez livraison envíen enviar envíe mande spedite spedire consegna entregue entregar stuur bezorg wysłać pošlete doručte skicka leverera send lähettäkää gönderin доставьте доставка доставте στείλτε παραδώστε küldjék trimiteți giao kirim vivo_en μένουμε',
  ],
  [
    'wallet',
    'solana sol_address usdt_address deposit_address payout_address eth ethereum monero xmr xrp ripple cardano tron trx wallet wallets bitcoin btc litecoin ltc dogecoin doge crypto_address satoshi',
  ],
  [
    'secret',
    'curl password* passwd* pwd* passphrase* secret* token* api_key* apikey* access_key* accesskey* private_key* privatekey* client_secret* auth_token* secret_key* bearer basic credential* passwort* kennwort* contraseña* senha hasło heslo wachtwoord пароль* mot_de_passe pass',
  ],
] as const;
