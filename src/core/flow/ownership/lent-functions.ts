/**
 * Written by scripts/rule-quality/lent.ts. Do not edit. Functions of Linux 6.12 and the index of an argument: callers that
 * fail after they were given memory there free it themselves. At least 3 functions of the tree do, hardly one does not.
 */
export const LENT_FUNCTIONS = `
AP_QID_CARD:0 AP_QID_QUEUE:0 HYPERVISOR_xen_version:1 KUNIT_ASSERT_NOT_ERR_OR_NULL:1 MCDI_DWORD:0 MLX5_GET64:1
MLX5_GET:1 MLX5_SET64:1 MLX5_SET:1 MLX5_SET_CFG:0 MLX5_SET_TO_ONES:1 NCR_700_detect:1 OPTIMIZER_HIDE_VAR:0
RCU_INIT_POINTER:0 SET_NETDEV_DEV:0 __le32_to_cpu:0 __netpoll_setup:0 __skb_put:0 __skb_put_zero:0
__vfs_getxattr:3 access_remote_vm:2 add_mtd_blktrans_dev:0 ahash_request_set_crypt:2 alloc_io_pgtable_ops:2
allocate_resource:1 amdgpu_eeprom_read:2 atm_charge:1 atomctrl_initialize_mc_reg_table:2 audit_log_nfcfg:0
auxiliary_set_drvdata:1 avg_array:0 avs_ipc_set_enable_logs:1 avs_request_firmware:2 batadv_hash_add:4
bf_get:1 bio_list_init:0 bio_uninit:0 bnxt_qplib_alloc_mrw:1 bnxt_qplib_free_mrw:1 brcmf_fil_cmd_data_get:2
btrfs_info:2 btrfs_lru_cache_store:1 cancel_delayed_work_sync:0 cancel_work_sync:0 ceph_osdc_call:6
cfg80211_new_sta:2 cifs_dbg:3 clk_hw_register:1 clk_hw_register_composite:8 clk_hw_unregister:0
clk_notifier_register:1 clk_register:1 clk_register_composite:4 clk_register_composite:6
clk_register_composite:8 cmpxchg:2 config_group_init_type_name:0 configfs_add_default_group:0
copy_from_iter_full:0 core_tpg_register:1 cros_ec_cmd_xfer_status:1 crypto_kpp_set_secret:1 crypto_memneq:0
crypto_shash_digest:0 crypto_shash_digest:3 crypto_shash_final:0 crypto_shash_final:1 crypto_shash_init:0
crypto_shash_update:0 crypto_shash_update:1 csio_mb_fw_retval:0 csio_mb_issue:1 csio_mb_params:1
csio_mb_process_read_params_rsp:1 d_path:1 dce110_clk_src_construct:0 dce112_clk_src_construct:0
dcn31_clk_src_construct:0 dcn3_clk_src_construct:0 debugfs_create_dir:0 dentry_path_raw:1 dev_alloc_name:0
dev_net_set:0 device_property_read_u32_array:2 devlink_fmsg_binary_pair_put:2 devm_request_threaded_irq:6
devm_thermal_of_zone_register:2 dir_emit:1 dm_put_device:1 dma_get_sgtable_attrs:1 dpp3_construct:0 dprintk:2
drm_event_reserve_init:2 drm_event_reserve_init:3 drm_fb_helper_unprepare:0 dst_cache_init:0
dvb_usb_dbg_usb_control_msg:5 dvb_usb_generic_rw:1 dvb_usb_generic_rw:3 dvb_usb_generic_write:1
ehea_h_free_resource:1 ehea_h_modify_ehea_port:4 ehea_h_modify_ehea_qp:4 ehea_h_query_ehea_port:4
ehea_h_query_ehea_qp:4 fcp_avc_transaction:1 fcp_avc_transaction:3 file_path:1 fill_name_de:1
free_cpumask_var:0 free_irq:0 free_irq:1 freq_qos_add_request:1 fscache_acquire_volume:0
fscrypt_fname_encrypt:2 fwnode_property_read_u32_array:2 gameport_set_drvdata:1 gen_new_estimator:0
gen_new_estimator:2 genlmsg_cancel:0 genlmsg_iput:0 genlmsg_put:0 genlmsg_put_reply:0 get_random_bytes:0
gnet_stats_basic_sync_init:0 gspca_frame_add:2 gud_usb_get:3 hash_init:0 hci_cmd_sync_queue:2
hclge_cmd_setup_basic_desc:0 hfi_session_destroy:0 hid_hw_output_report:1 hid_parse_report:1 hid_set_drvdata:1
hinic_port_msg_cmd:4 hlist_del:0 hubp31_construct:0 hubp3_construct:0 hvutil_transport_send:1
hwmon_device_register_with_info:2 i2c_add_adapter:0 i2c_del_adapter:0 i2c_set_adapdata:0 i2c_set_adapdata:1
ib_init_query_mad:0 ib_modify_qp:1 ibnl_put_msg:0 ice_add_adv_rule:1 ice_aq_cfg_lan_txq:1
ice_aq_get_phy_caps:3 ice_aq_sw_rules:1 ice_is_phy_caps_an_enabled:0 ice_update_vsi:2 ice_vc_send_msg_to_vf:3
idr_alloc_cyclic:1 idr_alloc_u32:1 ieee802154_mac_cmd_push:0 iio_trigger_set_drvdata:1 inet_pton_with_scope:4
inet_sk_diag_fill:2 init_waitqueue_func_entry:0 input_register_device:0 input_register_handle:0
input_set_abs_params:0 input_set_capability:0 input_set_drvdata:0 input_set_drvdata:1 input_setup_polling:0
input_unregister_handle:0 ipmi_create_user:2 irq_domain_add_hierarchy:5 irq_domain_create_hierarchy:5
jffs2_flash_read:4 kern_path:0 kvaser_usb_send_cmd:1 kvm_set_irq_routing:1 le32_to_cpu_array:0
led_classdev_register:1 lpfc_config_link:1 lpfc_init_link:1 lpfc_mbuf_free:2 lpfc_sli4_config:1
lpfc_sli_issue_mbox:1 lpfc_unreg_login:3 mana_gd_init_req_hdr:0 mas_store_gfp:1 max_array:0
mbox_request_channel:0 media_device_cleanup:0 media_entity_cleanup:0 media_entity_pads_init:0
media_entity_pads_init:2 mei_cldev_set_drvdata:1 mem_cgroup_charge:0 mgmt_cmd_complete:4 mhi_queue_skb:2
min_array:0 mlx4_MAD_IFC:5 mlx4_MAD_IFC:6 mlx4_mr_alloc:7 mlx4_mr_free:1 mlx5_add_flow_rules:1 mlx5_cmd_exec:1
mlx5_cmd_exec:3 mlx5_cmd_exec_in:2 mlx5_cmd_exec_inout:2 mlx5_cmd_exec_inout:3 mlx5_core_access_reg:1
mlx5_core_access_reg:3 mlx5_core_create_cq:2 mlx5_core_create_mkey:2 mlx5_core_create_sq:1
mlx5_core_modify_hca_vport_context:4 mlx5_core_modify_rq:2 mlx5_core_modify_sq:2 mlx5_create_flow_group:1
mlx5_vport_get_other_func_cap:2 mlx5_vport_get_other_func_general_cap:2 mlx5e_tc_match_to_reg_match:0
mlxsw_reg_sfd_num_rec_get:0 mlxsw_reg_sfd_pack:0 mlxsw_reg_write:2 mmc_sd_switch:4
mmu_interval_notifier_insert:0 mpi3mr_cfg_get_sas_io_unit_pg0:1 mpt3sas_config_get_sas_iounit_pg0:2
mpt3sas_config_get_sas_iounit_pg1:2 mpt3sas_config_set_sas_iounit_pg1:2 mtd_erase:1 mtd_read:4 mthca_MAD_IFC:6
mthca_MAD_IFC:7 mutex_destroy:0 mwifiex_send_cmd:4 netdev_put:1 netdev_rx_handler_register:2
netif_carrier_off:0 netif_napi_add_weight:0 netif_napi_del:0 netlbl_af4list_add:0 netlbl_af4list_add:1
netlbl_af6list_add:0 netlbl_af6list_add:1 netlbl_domhsh_add:0 nfc_hci_set_clientdata:1 nfnl_msg_put:0
nla_nest_cancel:0 nla_nest_end:0 nla_nest_start:0 nla_nest_start_noflag:0 nla_parse_nested_deprecated:0
nlmsg_cancel:0 nlmsg_put:0 ns_alloc_inum:0 ntfs_nls_to_utf16:3 nvkm_engine_new_:0 nvmet_copy_from_sgl:2
nvmet_copy_to_sgl:2 nvmet_sq_init:0 of_clk_add_hw_provider:2 of_clk_add_provider:2 of_find_node_by_path:0
of_property_read_string:2 of_property_read_u32_array:2 percpu_ref_exit:0 percpu_ref_init:0
pnp_bios_get_dev_node:2 pnp_bios_set_dev_node:2 pnp_set_drvdata:1 posix_acl_from_xattr:1 posix_acl_to_xattr:2
ps3_system_bus_device_register:0 ps3_system_bus_set_drvdata:1 ptp_clock_register:0 qed_chain_alloc:1
qed_cxt_get_tid_mem_info:1 ql_dump_buffer:3 ql_log:5 qla24xx_get_isp_stats:1 qla2x00_write_sfp:2
qla4xxx_flashdb_by_index:1 qla4xxx_get_fwddb_entry:2 qlcnic_alloc_mbx_args:0 qlcnic_get_pci_info:1
qmi_send_request:6 qmi_txn_init:3 qword_get:1 radeon_atom_init_mc_reg_table:2 radix_tree_insert:2
read_extent_buffer:1 register_net_sysctl_sz:2 register_netdev:0 register_netdevice:0 release_resource:0
request_firmware:1 request_irq:3 request_threaded_irq:4 rhashtable_destroy:0 rhashtable_init:0
rhashtable_init:1 rhashtable_insert_fast:1 rhashtable_lookup_get_insert_fast:1 rhashtable_lookup_insert_fast:1
rhltable_init:0 roccat_common2_device_init_struct:1 rsc_mgr_init:0 rtl_get_hwinfo:3 rtsx_stor_get_xfer_buf:0
rtsx_stor_set_xfer_buf:0 rxe_add_to_pool:1 scsi_execute_cmd:3 security_context_str_to_sid:0
seqcount_spinlock_init:0 set_xen_guest_handle:1 sg_copy_from_buffer:2 sg_copy_to_buffer:2 single_open:2
skb_pull:0 skb_pull:1 skb_push:0 skb_put:0 skb_put_data:0 skb_put_zero:0 skb_reserve:0
skb_reset_network_header:0 skb_reset_transport_header:0 skcipher_request_set_crypt:1
skcipher_request_set_crypt:2 skcipher_request_set_crypt:4 smc_pnet_find_alt_roce:1 smk_import_entry:0
snd_fw_transaction:3 snd_midi_event_new:1 snd_usb_ctl_msg:6 soc_device_register:0
sof_client_ipc_tx_message_no_reply:1 squashfs_read_metadata:1 submit_bio_wait:0 swap:0 swap:1
sysfs_attr_init:0 target_setup_session:5 tasklet_setup:0 tcf_exts_destroy:0 tcf_exts_init:0 tee_device_alloc:3
tegra_plane_interconnect_init:0 tegra_xusb_lane_parse_dt:0 thermal_of_cooling_device_register:1
thermal_zone_device_register_with_trips:3 trace_seq_init:0 trace_seq_used:0 ttm_resource_fini:1
ttm_sg_tt_init:0 ttm_tt_init:0 ubi_io_read_ec_hdr:2 ubifs_leb_read:2 ubifs_node_calc_hash:1
ubifs_prep_grp_node:1 ubifs_read_node:1 ubifs_scan:3 ubifs_tnc_lookup_nm:2 ubifs_tnc_read_node:2
um_request_irq:6 usb_anchor_urb:0 usb_bulk_msg_killable:2 usb_fill_bulk_urb:0 usb_fill_control_urb:0
usb_fill_int_urb:0 usb_serial_debug_data:3 usb_set_serial_port_data:1 usb_stor_access_xfer_buf:0
usb_submit_urb:0 usb_to_input_id:1 usb_unanchor_urb:0 utf8_casefold:2 uvc_query_ctrl:5 v4l2_async_nf_cleanup:0
v4l2_ctrl_handler_free:0 v4l2_device_set_name:0 v4l2_device_unregister:0 v4l2_device_unregister_subdev:0
v4l2_fh_exit:0 v4l2_m2m_ctx_init:1 vfio_info_add_capability:1 vio_driver_init:0 vio_ldc_alloc:0
vio_ldc_alloc:2 vmci_resource_add:0 vpu_dec_deinit:0 vpu_dec_init:0 wf_register_sensor:0
wl1251_cmd_configure:2 wl1271_cmd_configure:2 wl1271_cmd_interrogate:2 wl1271_cmd_send:2
wl1271_cmd_template_set:3 wl1271_cmd_test:1 wl1271_dump:2 wlcore_read:2 wlcore_set_scan_chan_params:1
xa_alloc_cyclic:1 xa_alloc_cyclic:2 xa_cmpxchg:3 xa_destroy:0 xa_erase:1 xfarray_create:3 xfarray_destroy:0
zalloc_cpumask_var:0 zcrypt_device_status_mask_ext:0 zcrypt_send_ep11_cprb:0 zstd_init_dctx:0
`;
