/** The words of keys and columns, in many languages, by what each says of the value. It refuses words that say it of other things as often. */

/** Word by word, as they stand in a name that has blanks, strokes or capitals between them. */
export const hintWords = [
  [
    'phone',
    'callee ani dnis callback pager phone phones telephone tel telno mobile mobileno cell cellphone fax whatsapp viber msisdn phonenumber phoneno telephonenumber contactno contactnumber gsm mob ph1 ph2 mobno mobnr mobnum cellno telnr telnum phne landline homephone workphone mobilephone ph hmph wkph wrkph mobph cellph phno phnum phonenum phonenr phonenbr telno1 teln telnum telpriv telpro teldom telbur telmob nrtel numtel notel notelp',
  ],
  [
    'phone',
    'festnetz festnetznummer komorka telefon telefono telefone telefoon telefoni telefonu telefona telefonnummer telefoonnummer telefonnummeret telefonnumret telf telef tlfn tlfno tlfmob tlm telm ntel tfno celu nrocel numcel ceptel evtel istel puh puhnro matkap mobilnr mobilno mobnummer telenr telefonnr telefoonnr nohandphone nohpwa sodt dtdd telefonszam telefonszama rufnummer handy handynummer celular celulare cellulare cellullare mobil mobiel mobilnummer mobiltelefon telemovel movil portable puhelin puhelinnumero matkapuhelin tlf tlfnr fon ceptelefonu cepno telepon ponsel fono fone kom nomorhp sdt sodienthoai dienthoai',
  ],
  [
    'phone',
    '핸드폰 핸드폰번호 電話 電話番号 電話號碼 携帯 手機 电话 电话号码 手机 手机号 联系电话 전화 전화번호 휴대폰 휴대전화 연락처 телефон телефона телефону мобильный τηλεφωνο κινητο هاتف الهاتف جوال الجوال موبايل تلفن موبایل טלפון נייד โทรศัพท์ เบอร์โทร มือถือ फोन मोबाइल',
  ],
  ['ssn', 'ssn itin socialsecurity'],
  [
    'card',
    'kreditkartennr creditcardnummer creditcardnr creditcardno kreditkortnummer bankkartya kartyaszam bankkartyaszam luottokortti luottokortinnumero pankkikortti kredikarti kredikartno betaalkaart betaalkaartnummer bankpas kartukredit nokartu thetindung sothe πιστωτικη χρεωστικη carduri numerocarta cartacredito cartadicredito cartadipagamento kreditkartennummer kartennummer kartennr bankkarte bankkort kortnummer kortnr kaartnummer kartnummer karty kart kartno cardno cardnum ccnum ccno cardnbr карты карта карти карту καρτας כרטיס بطاقة البطاقة 信用卡 카드 บัตรเครดิต card pan cc creditcard cardnumber kreditkarte kreditkort tarjeta carte cartao karta kaart カード 卡号',
  ],
  ['ip', 'ip ipv4 ipv6 ipaddress host'],
  ['version', 'version versions ver build release firmware fw bios semver tagname'],
  [
    'birth',
    'fodelsedag fodselsdag urodzony urodzona narozen narozena nascido nascida nacido nacida рожд dob bdate bornon birth birthday birthdate dateofbirth born bday geburtsdatum geburtstag geboren geburt naissance nacimiento nacimento nascita nascimento geboortedatum fodelsedatum fodselsdato fodt fodd syntymaaika syntynyt urodzenia narozeni narodenia dogum dogumtarihi szuletes szuletesi szuletett nasterii rodenja rojstva tanggallahir ngaysinh dobirth dtbirth birthdt brthdt bdt dtnais dtnaiss datenais datnais ddn naiss dnaiss gebdat gebdt gebtag gebdatum geb fnac fecnac fecnacim fnacim fecnacimiento nasc dtnasc datanasc dnasc datanascita dtnascita dnascita gebdtm fdato fodselsd fodelsed fodd syntpvm syntaika dataur dtur urodz datnar dtnar datumnar szuldat szulido dogtar dogtarih dtarihi datanast dtnast tgllahir tgllhr ngsinh fechanac datenaissance naissele',
  ],
  [
    'birth',
    '生年月日 誕生日 出生日期 出生 生日 생년월일 생일 рождения рожденье народження раждане γεννησης الميلاد ميلاد תאריךלידה לידה วันเกิด जन्म',
  ],
  [
    'passport',
    'passport passportnumber passportno pasaporte reisepass reisepassnummer passeport passaporto passaporte paspoort paspoortnummer pasaport paszport paszportu passnummer pasu cestovnipas utlevel utlevelszam passin passinumero paspor pasaportu putovnica traveldocument mrz pasnr passnr pasnummer passinnro passportnr traveldocno passp pspt psprt ppt ppno ppnr ppnum passno passnr passnum paspnr rpassnr numpass numpasap npasaporte nropasaporte pasap passeportno passap pasapno pasno paszp paspoortnr nopaspor',
  ],
  [
    'passport',
    '护照 護照 パスポート 旅券 여권 паспорт паспорта διαβατηριο διαβατηριου דרכון جواز หนังสือเดินทาง पासपोर्ट',
  ],
  ['code', 'bsb'],
  [
    'account',
    'compte konto cuenta conta konta bankacct bankacctno bankacctnum bankacc bankaccno bankaccount bankaccountnumber accountnumber accountno acctno bban bsb kontonummer kontonr bankkonto bankkontonummer rekeningnummer rekening bankrekening tilinumero szamlaszam bankszamlaszam hesapno iban bankverbindung rib clabe aba cuenta accno λογαριασμου',
  ],
  [
    'account',
    '口座 口座番号 银行账号 銀行帳號 银行卡号 银行账户 계좌 계좌번호 счета счёта счет рахунку 账号 חשבוןבנק חשבון الحساب บัญชี',
  ],
  [
    'name',
    'klantnaam clientnaam medewerkersnaam empname fullnm fstnm lstnm surnm frstnm givnm famnm sname fullname firstname lastname surname middlename maidenname givenname familyname fname lname forename customername contactname clientname familienname rufname geburtsname paxname guestname holdername patientname employeename accountholder cardholder beneficiary',
  ],
  [
    'name',
    'vorname nachname nachnamen vorn nachn prenm nomfam apell apel cognom sobren voorn achtern sukun prijm imienazw nazw kundenname ansprechpartner prenom prenoms apellido apellidos cognome sobrenome achternaam voornaam nombre imie nazwisko nazwiska fornamn fornavn etternavn efternamn efternavn etunimi sukunimi namn navn nimi jmeno prijmeni meno priezvisko adsoyad adisoyadi soyad soyadi isim keresztnev vezeteknev nev prenume numele nomecompleto nomecognome nominativo ime prezime priimek namalengkap nama hoten vards uzvards vardas pavarde eesnimi perenimi',
  ],
  [
    'name',
    '收件人 收货人 收貨人 寄件人 发件人 联系人 聯絡人 申请人 申請人 经办人 负责人 持卡人 户名 戶名 客户姓名 受取人 差出人 担当者 申込者 依頼者 配達先 수령인 받는사람 보내는사람 발송인 예금주 신청인 담당자 구매자 المستلم المرسل العميل المريض المستفيد الموظف المستأجر получатель отправитель заявитель заказчик пациент покупатель одержувач відправник замовник ผู้รับ ผู้ส่ง παραληπτης αποστολεας фио имя фамилия отчество имени прізвище піб імя ονομα επωνυμο ονοματεπωνυμο 姓名 名字 姓 名 氏名 名前 이름 성명 성함 고객명 환자명 수취인명 예금주명 顧客名 患者名 お客様名 契約者名 受取人名 名義人 الاسم اسم שם ชื่อ นามสกุล نام नाम',
  ],
  [
    'address',
    'address addr street address1 address2 addressline strasse streetaddress homeaddress residence adresse adressen adres adresi adresu adresa adress adrline streetline anschrift direccion domicilio indirizzo endereco morada ulica ulice gata katu osoite calle rua rue straat alamat cim lakcim bydliste diachi residenza residencia domicile domicilie cimzes bosted bopael lakhely aadress adrese adresas strt strtnm strnm',
  ],
  ['address', '住所 地址 주소 адрес адреса адресу διευθυνση عنوان العنوان آدرس כתובת ที่อยู่ पता'],
  [
    'national',
    'svnummer identificationnumber ausweisnummer ausweisnr personalausweis personalausweisnummer ausweis securitesociale numerosecu documento docidentidad steueridnr taxno vatid natid natlid steuernr sozversnr numsecu secsoc codfisc codfis bsnnr rijksregnr fodselsnr cprnr peselnr rodcislo tcno tcknno cpfnum nrodni dninum nifnum afm amka emso snils inn rnokpp ipn egn fnr jmbg iin cuit cuil isikukood adoazonosito steuerid steueridentifikationsnummer sozialversicherungsnummer svnr ahvnr burgerservicenummer rijksregisternummer personnr personnummer fodselsnummer contribuinte medicare ird teudatzehut cccd cmnd ktp nik cnic taj tajszam rijksregisternr rijksregister mykad kadpengenalan kimlik kimlikno niss iqama dui',
  ],
  [
    'national',
    '身份证 身分證 身份證 マイナンバー 個人番号 주민등록번호 주민번호 снилс инн иин рнокпп ипн іпн егн αφμ αμκα תז תעודתזהות ประจำตัวประชาชน บัตรประชาชน आधार الهوية القومي الإقامة',
  ],
  [
    'email',
    'email mail eml emailaddress correo epost eposta sahkoposti courriel メール 邮箱 電子郵件 电子邮件 이메일 почта почты אימייל ไอเมล',
  ],
  ['document', 'documentno documentnumber documentnr documentnum docno docnumber docnr docnum documentid'],
  ['label', 'name nom nombre nome naam namn navn nm nume ad sn cn worker'],
  [
    'person',
    'empleada titulaire respondent interviewee candidate affiliate contacto contatto contato emp cust customer person rider winner patient employee user contact owner member client passenger guest holder author manager applicant student teacher subscriber tenant recipient sender payee payer driver doctor nurse witness tutor trainee traveller traveler guarantor claimant borrower debtor',
  ],
  [
    'person',
    'empfanger empfangerin absender absenderin kaufer kauferin besteller bestellerin sachbearbeiter sachbearbeiterin acheteur acheteuse vendeur destinataire expediteur salarie salariee employe employee comprador compradora vendedor destinatario destinatario remitente funcionario funcionaria colaborador colaboradora remetente recebedor comprador acquirente mittente dipendente ontvanger afzender koper werknemer odbiorca nadawca kupujacy pracownik prijemce odesilatel kupujici zamestnanec prijemca odosielatel mottagare avsandare kopare anstalld mottaker avsender kjoper modtager afsender kober medarbejder saaja vastaanottaja lahettaja ostaja tyontekija alici gonderici calisan cimzett felado vevo munkavallalo destinatar expeditor cumparator angajat primatelj posiljatelj kupac zaposlenik buyer seller requester requestor reporter assignee approver consignee consignor addressee payee borrower lender lessee tenant renter subscriber bidder purchaser referrer referee mentor mentee',
  ],
  [
    'person',
    'kunde kunden kundens kund kunds klant klanten klient klienta cliente clienti clientes clienta asiakas asiakkaan musteri zakaznik zakaznika usuario utente utilisateur benutzer nutzer mitarbeiter mitarbeiters empleado dipendente paciente paziente patienten inhaber titular titulaire intestatario mieter mieterin vermieter locataire bailleur assure assuree beneficiaire eleve inquilino inquilina arrendatario arrendador socio socia asegurado beneficiario beneficiaria alumno alumna locatario locataria segurado utente huurder verhuurder leerling verzekerde begunstigde hyresgast hyresvard elev forsakringstagare leietaker utleier lejer udlejer vuokralainen potilas oppilas haltija najemca najemczyni wynajmujacy uczen uczennica ubezpieczony posiadacz najemce najemnik drzitel zak zakyne pojistenec chirias proprietar berlo tulajdonos tanulo biztositott beteg kiraci hasta ogrenci sigortali musteri versicherter versicherte versicherungsnehmer schuler schulerin antragsteller antragstellerin kontoinhaber kontoinhaberin karteninhaber zeuge zeugin gast reisender',
  ],
  [
    'someone',
    'empleada titulaire respondent interviewee dispatcher courier plumber electrician technician mechanic inspector interpreter translator lawyer attorney solicitor notary mediator referee instructor cleaner carer nanny landlord landlady neighbour neighbor volunteer speaker surgeon dentist therapist midwife paramedic registrar cashier fahrer dolmetscher betreuer chauffeur conducteur infirmier infirmiere enfermera conductor chofer repartidor conducente autista infermiere motorista kierowca kuljettaja sofor traveller traveler guarantor claimant borrower debtor holder policyholder voter guardian parent pupil child player pax visitor investigator physician mother father spouse husband wife kin defendant plaintiff insured nominee trustee caregiver applicants attendee participant cardholder parishioner juror prisoner inmate resident caretaker babysitter donor employee patient passenger guest author applicant student teacher tutor trainee driver doctor nurse witness recipient assignee reviewer caller mitarbeiter patienten empleado paciente paziente dipendente autor auteur assistent pracownik pacjent medewerker anstalld ansatt',
  ],
  [
    'person',
    'арендатор наниматель владелец держатель клиент пациент ученик студент заявитель застрахованный плательщик получатель орендар власник клієнт пацієнт учень заявник πελατης ασθενης ενοικιαστης δικαιουχος κατοχος penyewa pasien penumpang pelanggan pemegang benhnhan khachhang 患者 承租人 旅客 乘客 客户 顧客 お客様 賃借人 契約者 受取人 환자 임차인 고객 승객 예금주 수취인 세입자 투숙객 기사 租客 租户 住户 业主 学生 员工 司机',
  ],
  [
    'secret',
    'password passwd pwd passphrase secret apikey accesskey privatekey clientsecret token bearer credential credentials secretkey authtoken accesstoken passwort kennwort contrasena haslo heslo senha sifre parola wachtwoord losenord salasana jelszo motdepasse пароль パスワード 密码 密碼 비밀번호 סיסמה',
  ],
  [
    'thing',
    'product item twn twnnm town stadt ville ciudad title titel titre titulo titolo sku article artikel producto produit prodotto produkt brand model company vendor supplier firma empresa city station stations stop vessel ship boat ferry schiff navire barco nave book livre libro livro buch novel film movie song album track band venue stadium hotel restaurant museum theatre theater park square warehouse cultivar variety breed horse merchant estación parada arrêt gare fermata stazione haltestelle bahnhof estacao paragem marke marque marca recipe wine beer exhibition fund game plant species товар 商品 产品 상품',
  ],
] as const;
