// Every transaction that this platform offers, by number; catalogues/interface/transactions.tsv names them.
import { findPerson } from './1101.js'
import { findByCard, findByVoucher } from './1161.js'
import { findInstitutions } from './1201.js'
import { downloadCatalogue } from './1301.js'
import { findEthnicDrugs } from './1304.js'
import { findListItems } from './1312.js'
import { findMatches } from './1316.js'
import { findMappings } from './1317.js'
import { findCeilings } from './1318.js'
import { findShares } from './1319.js'
import { findCodes } from './1901.js'
import { checkEntitlement } from './2001.js'
import { tryPurchase } from './2101.js'
import { settlePurchase } from './2102.js'
import { cancelPurchase } from './2103.js'
import { register } from './2201.js'
import { cancelRegistration } from './2202.js'
import { diagnose } from './2203.js'
import { uploadOutpatientLines } from './2204.js'
import { cancelOutpatientLines } from './2205.js'
import { tryOutpatient } from './2206.js'
import { settleOutpatient } from './2207.js'
import { cancelOutpatientSettlement } from './2208.js'
import { uploadInpatientLines } from './2301.js'
import { cancelInpatientLines } from './2302.js'
import { tryInpatient } from './2303.js'
import { settleInpatient } from './2304.js'
import { cancelInpatientSettlement } from './2305.js'
import { admit } from './2401.js'
import { discharge } from './2402.js'
import { changeStay } from './2403.js'
import { cancelAdmission } from './2404.js'
import { cancelDischarge } from './2405.js'
import { refer } from './2501.js'
import { fileDisease } from './2503.js'
import { chooseInstitution } from './2505.js'
import { fileAccident } from './2507.js'
import { reverse } from './2601.js'
import { reviewBefore } from './3101.js'
import { reviewDuring } from './3102.js'
import { answerFindings } from './3103.js'
import { compareTotals } from './3201.js'
import { compareDetails } from './3202.js'
import { requestClearing } from './3203.js'
import { withdrawClearing } from './3204.js'
import { listOffsite } from './3260.js'
import { confirmOffsite } from './3261.js'
import { rollBackOffsite } from './3262.js'
import { uploadMapping } from './3301.js'
import { withdrawMapping } from './3302.js'
import { openDepartments } from './3401.js'
import { changeDepartment } from './3402.js'
import { withdrawDepartment } from './3403.js'
import { countStock, countStockTogether } from './3501.js'
import { changeStock, changeStockTogether } from './3502.js'
import { purchaseStock, purchaseStockTogether } from './3503.js'
import { returnPurchase, returnPurchaseTogether } from './3504.js'
import { sellStock, sellStockTogether } from './3505.js'
import { returnSale, returnSaleTogether } from './3506.js'
import { withdrawStock, withdrawStockTogether } from './3507.js'
import { findStockTraces } from './3512.js'
import { findSales } from './3513.js'
import { uploadList } from './4101.js'
import { changeListState } from './4102.js'
import { findList } from './4103.js'
import { findListResults } from './4104.js'
import { countLists } from './4105.js'
import { uploadSelfPaid } from './4201.js'
import { uploadSelfPaidVisit } from './4261.js'
import { compareSelfPaid } from './4262.js'
import { findUnequalSelfPaid } from './4263.js'
import { findDepartments } from './5101.js'
import { findPractitioners } from './5102.js'
import { findVisits } from './5201.js'
import { findDiagnoses } from './5202.js'
import { findSettlement } from './5203.js'
import { findLines } from './5204.js'
import { findMedication } from './5205.js'
import { findCumulative } from './5206.js'
import { findDiseaseFilings } from './5301.js'
import { findChosenInstitutions } from './5302.js'
import { findInpatients } from './5303.js'
import { findReferrals } from './5304.js'
import { uploadOrder } from './6201.js'
import { payOrder } from './6202.js'
import { refundOrder } from './6203.js'
import { askOrder } from './6301.js'
import { withdrawOrder } from './6401.js'
import { signIn } from './9001.js'
import { signOut } from './9002.js'
import { uploadFile } from './9101.js'
import { downloadFile } from './9102.js'
import { cancelFiling } from './cancel-filing.js'
import { findRecords } from './find-records.js'
import { findStock } from './find-stock.js'
import { keepRecord } from './keep-record.js'
import type { Transaction } from './message.js'

export const TRANSACTIONS: ReadonlyMap<string, Transaction> = new Map([
  ['9001', signIn],
  ['9002', signOut],
  ['9101', uploadFile],
  ['9102', downloadFile],
  ['1101', findPerson],
  ['1161', findByCard],
  ['1162', findByVoucher],
  ['1201', findInstitutions],
  ['1301', downloadCatalogue],
  ['1302', downloadCatalogue],
  ['1303', downloadCatalogue],
  ['1304', findEthnicDrugs],
  ['1305', downloadCatalogue],
  ['1306', downloadCatalogue],
  ['1307', downloadCatalogue],
  ['1308', downloadCatalogue],
  ['1309', downloadCatalogue],
  ['1310', downloadCatalogue],
  ['1311', downloadCatalogue],
  ['1312', findListItems],
  ['1313', downloadCatalogue],
  ['1314', downloadCatalogue],
  ['1315', downloadCatalogue],
  ['1316', findMatches],
  ['1317', findMappings],
  ['1318', findCeilings],
  ['1319', findShares],
  ['1901', findCodes],
  ['2001', checkEntitlement],
  ['2101', tryPurchase],
  ['2102', settlePurchase],
  ['2103', cancelPurchase],
  ['2201', register],
  ['2202', cancelRegistration],
  ['2203', diagnose],
  ['2203A', diagnose],
  ['2204', uploadOutpatientLines],
  ['2205', cancelOutpatientLines],
  ['2206', tryOutpatient],
  ['2206A', tryOutpatient],
  ['2207', settleOutpatient],
  ['2207A', settleOutpatient],
  ['2208', cancelOutpatientSettlement],
  ['2301', uploadInpatientLines],
  ['2302', cancelInpatientLines],
  ['2303', tryInpatient],
  ['2303A', tryInpatient],
  ['2304', settleInpatient],
  ['2304A', settleInpatient],
  ['2305', cancelInpatientSettlement],
  ['2401', admit],
  ['2402', discharge],
  ['2403', changeStay],
  ['2404', cancelAdmission],
  ['2405', cancelDischarge],
  ['2501', refer],
  ['2501A', refer],
  ['2502', cancelFiling],
  ['2503', fileDisease],
  ['2504', cancelFiling],
  ['2505', chooseInstitution],
  ['2506', cancelFiling],
  ['2507', fileAccident],
  ['2601', reverse],
  ['3201', compareTotals],
  ['3202', compareDetails],
  ['3203', requestClearing],
  ['3204', withdrawClearing],
  ['3260', listOffsite],
  ['3261', confirmOffsite],
  ['3262', rollBackOffsite],
  ['3301', uploadMapping],
  ['3302', withdrawMapping],
  ['3401', openDepartments],
  ['3401A', openDepartments],
  ['3402', changeDepartment],
  ['3403', withdrawDepartment],
  ['6201', uploadOrder],
  ['6202', payOrder],
  ['6203', refundOrder],
  ['6301', askOrder],
  ['6401', withdrawOrder],
  ['3101', reviewBefore],
  ['3102', reviewDuring],
  ['3103', answerFindings],
  ['3501', countStock],
  ['3501A', countStockTogether],
  ['3502', changeStock],
  ['3502A', changeStockTogether],
  ['3503', purchaseStock],
  ['3503A', purchaseStockTogether],
  ['3504', returnPurchase],
  ['3504A', returnPurchaseTogether],
  ['3505', sellStock],
  ['3505A', sellStockTogether],
  ['3506', returnSale],
  ['3506A', returnSaleTogether],
  ['3507', withdrawStock],
  ['3507A', withdrawStockTogether],
  ['3508', findStock],
  ['3509', findStock],
  ['3510', findStock],
  ['3511', findStock],
  ['3512', findStockTraces],
  ['3513', findSales],
  ['4101', uploadList],
  ['4102', changeListState],
  ['4103', findList],
  ['4104', findListResults],
  ['4105', countLists],
  ['4201', uploadSelfPaid],
  ['4261', uploadSelfPaidVisit],
  ['4262', compareSelfPaid],
  ['4263', findUnequalSelfPaid],
  ['4301', keepRecord],
  ['4302', keepRecord],
  ['4401', keepRecord],
  ['4402', keepRecord],
  ['4402A', keepRecord],
  ['4501', keepRecord],
  ['4502', keepRecord],
  ['4503', keepRecord],
  ['4504', keepRecord],
  ['4505', keepRecord],
  ['4506', keepRecord],
  ['4507', findRecords],
  ['4508', findRecords],
  ['4509', findRecords],
  ['4510', findRecords],
  ['4511', findRecords],
  ['4512', findRecords],
  ['4601', keepRecord],
  ['4602', keepRecord],
  ['4701', keepRecord],
  ['5101', findDepartments],
  ['5102', findPractitioners],
  ['5201', findVisits],
  ['5202', findDiagnoses],
  ['5203', findSettlement],
  ['5204', findLines],
  ['5205', findMedication],
  ['5206', findCumulative],
  ['5301', findDiseaseFilings],
  ['5302', findChosenInstitutions],
  ['5303', findInpatients],
  ['5304', findReferrals],
])
